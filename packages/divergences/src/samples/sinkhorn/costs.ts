import { safeSqrt } from '@latentkit/shared';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { type PairFunction, pairFunction } from '../pairwise/pairFunction.ts';
import { squaredDistances } from '../pairwise/squaredDistances.ts';

/** What it costs to move a sample to another: at least 0, and 0 from a sample to itself. */
export type Cost = PairFunction;

/** ‖x − y‖², the cost of Wasserstein-2; without the factor ½ that some papers have. */
export const squaredEuclidean: Cost = /* @__PURE__ */ pairFunction('squaredEuclidean', squaredDistances);

/** ‖x − y‖, the cost of Wasserstein-1. Its gradient is taken as 0 where x = y. */
export const euclidean: Cost = /* @__PURE__ */ pairFunction(
  'euclidean',
  (x, y) => safeSqrt(squaredDistances(x, y)) as Tensor2D,
);
