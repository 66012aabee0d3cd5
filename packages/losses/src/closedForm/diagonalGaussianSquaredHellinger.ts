import { preciseExpm1 } from '@latentkit/shared';
import { neg, sub, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { assertSameGaussians, type DiagonalGaussian } from './diagonalGaussian.ts';
import { diagonalGaussianBhattacharyya } from './diagonalGaussianBhattacharyya.ts';

/**
 * Squared Hellinger distance of Gaussians with diagonal covariances, per example.
 *
 *   H²(p, q) = ½ ∫ (√p − √q)² = 1 − ∫ √(p q) = 1 − exp(−B(p, q))      from 0 to 1, with the factor ½
 *
 * Its root is a metric; it is given squared because the root has no gradient where p = q. Where a dimension is a point, with
 * a log variance of −∞, in only one of them, or another point, it is 1.
 *
 * @param p `{ mean, logVariance }`, each `[batch, ...dimensions]`
 * @param q the same shapes
 * @returns `[batch]`, from 0 to 1
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * const p = { mean: tensor2d([[4, 0]]), logVariance: tensor2d([[0, 0]]) };
 * const q = { mean: tensor2d([[0, 0]]), logVariance: tensor2d([[0, 0]]) };
 * diagonalGaussianSquaredHellinger(p, q);  // [0.8647]
 * @see Pardo, Statistical Inference Based on Divergence Measures, 2005.
 */
export function diagonalGaussianSquaredHellinger(p: DiagonalGaussian, q: DiagonalGaussian): Tensor1D {
  assertSameGaussians('diagonalGaussianSquaredHellinger', p, q);
  return tidy(() => sub(0, preciseExpm1(neg(diagonalGaussianBhattacharyya(p, q)))) as Tensor1D);
}
