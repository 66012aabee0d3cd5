import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { Distribution } from '../distribution.ts';

/**
 * The closed forms of a family, each of two distributions of that family, `[batch]`. One value for each family: two
 * distributions are of one family if they carry the same value.
 */
export interface ClosedForms<D extends Distribution = Distribution> {
  /** What errors call the family: `diagonalGaussian`. */
  readonly family: string;
  /** The Kullback-Leibler divergence, in nats. */
  kl?(p: D, q: D): Tensor1D;
  /** −log ∫ √(p q), in nats. */
  bhattacharyya?(p: D, q: D): Tensor1D;
  /** The squared Wasserstein distance of order 2, in squared units of the data. */
  squaredWasserstein2?(p: D, q: D): Tensor1D;
}
