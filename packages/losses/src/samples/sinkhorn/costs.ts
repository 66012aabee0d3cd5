import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { safeSqrt } from '../../penalty/safeSqrt.ts';
import type { PairFunction } from '../pairwise/pairFunction.ts';
import { squaredDistances } from '../pairwise/squaredDistances.ts';

/** What it costs to move a sample to another: at least 0, and 0 from a sample to itself. */
export type Cost = PairFunction;

/** ‖x − y‖², the cost of Wasserstein-2; without the factor ½ that some papers have. */
export const squaredEuclidean: Cost = { of: squaredDistances };

/** ‖x − y‖, the cost of Wasserstein-1. Its gradient is taken as 0 where x = y. */
export const euclidean: Cost = { of: (x, y) => tidy(() => safeSqrt(squaredDistances(x, y)) as Tensor2D) };
