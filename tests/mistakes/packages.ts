import * as datasets from '@latentkit/datasets';
import * as random from '@latentkit/random';
import * as train from '@latentkit/train';
import * as trainInNode from '@latentkit/train/node';
import type { Rows } from './call.ts';
import { rows as datasetsRows } from './rows/datasets.ts';
import { rows as randomRows } from './rows/random.ts';
import { rows as trainRows } from './rows/train.ts';

/** Every package whose exports must have rows: what it exports, and the rows. */
export const packages: Readonly<Record<string, readonly [exported: object, rows: Rows]>> = {
  datasets: [datasets, datasetsRows],
  random: [random, randomRows],
  train: [{ ...train, ...trainInNode }, trainRows],
};
