import * as datasets from '@latentkit/datasets';
import * as random from '@latentkit/random';
import type { Rows } from './call.ts';
import { rows as datasetsRows } from './rows/datasets.ts';
import { rows as randomRows } from './rows/random.ts';

/** Every package whose exports must have rows: what it exports, and the rows. */
export const packages: Readonly<Record<string, readonly [exported: object, rows: Rows]>> = {
  datasets: [datasets, datasetsRows],
  random: [random, randomRows],
};
