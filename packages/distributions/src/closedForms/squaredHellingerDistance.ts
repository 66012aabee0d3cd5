import { preciseExpm1 } from '@latentkit/shared';
import { neg, sub, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { Distribution } from '../distribution.ts';
import { closedForm } from './closedForm.ts';

/**
 * Squared Hellinger distance of two Gaussians, diagonal or full, in closed form, per example.
 *
 *   H²(p, q) = ½ ∫ (√p − √q)² = 1 − ∫ √(p q) = 1 − exp(−B(p, q))      from 0 to 1, with the factor ½
 *
 * Its root is a metric; it is given squared because the root has no gradient where p = q.
 *
 * @param p a batch of distributions
 * @param q as many of the same family, with parameters of the same shapes
 * @returns `[batch]`, from 0 to 1
 * @throws TypeError where no closed form is known, RangeError where the shapes differ
 * @example
 * const p = diagonalGaussian({ mean: tensor2d([[4, 0]]), logVariance: tensor2d([[0, 0]]) });
 * squaredHellingerDistance(p, standardNormal([1, 2]));  // [0.8647]
 * @see Pardo, Statistical Inference Based on Divergence Measures, 2005.
 */
export function squaredHellingerDistance(p: Distribution, q: Distribution): Tensor1D {
  return tidy(
    () => sub(0, preciseExpm1(neg(closedForm('squaredHellingerDistance', 'bhattacharyya', p, q)))) as Tensor1D,
  );
}
