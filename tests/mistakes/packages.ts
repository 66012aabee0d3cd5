import * as ae from '@latentkit/ae';
import * as backend from '@latentkit/backend';
import * as datasets from '@latentkit/datasets';
import * as distributions from '@latentkit/distributions';
import * as divergences from '@latentkit/divergences';
import * as gan from '@latentkit/gan';
import * as losses from '@latentkit/losses';
import * as metrics from '@latentkit/metrics';
import * as mle from '@latentkit/mle';
import * as model from '@latentkit/model';
import * as nn from '@latentkit/nn';
import * as random from '@latentkit/random';
import * as train from '@latentkit/train';
import * as trainInNode from '@latentkit/train/node';
import * as vae from '@latentkit/vae';
import type { Rows } from './call.ts';
import { rows as aeRows } from './rows/ae.ts';
import { rows as backendRows } from './rows/backend.ts';
import { rows as datasetsRows } from './rows/datasets.ts';
import { rows as distributionsRows } from './rows/distributions/index.ts';
import { rows as divergencesRows } from './rows/divergences/index.ts';
import { rows as ganRows } from './rows/gan.ts';
import { rows as lossesRows } from './rows/losses/index.ts';
import { rows as metricsRows } from './rows/metrics.ts';
import { rows as mleRows } from './rows/mle.ts';
import { rows as modelRows } from './rows/model.ts';
import { rows as nnRows } from './rows/nn/index.ts';
import { rows as randomRows } from './rows/random.ts';
import { rows as trainRows } from './rows/train.ts';
import { rows as vaeRows } from './rows/vae.ts';

/** Every package whose exports must have rows: what it exports, and the rows. */
export const packages: Readonly<Record<string, readonly [exported: object, rows: Rows]>> = {
  ae: [ae, aeRows],
  backend: [backend, backendRows],
  datasets: [datasets, datasetsRows],
  divergences: [divergences, divergencesRows],
  distributions: [distributions, distributionsRows],
  gan: [gan, ganRows],
  losses: [losses, lossesRows],
  metrics: [metrics, metricsRows],
  mle: [mle, mleRows],
  model: [model, modelRows],
  nn: [nn, nnRows],
  random: [random, randomRows],
  train: [{ ...train, ...trainInNode }, trainRows],
  vae: [vae, vaeRows],
};
