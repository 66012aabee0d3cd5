import { preciseExpm1 } from '@latentkit/shared';
import { neg, sub, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { assertFullGaussians, type FullGaussian } from './fullGaussian.ts';
import { fullGaussianBhattacharyya } from './fullGaussianBhattacharyya.ts';

/**
 * Squared Hellinger distance of Gaussians with full covariances, per example.
 *
 *   H²(p, q) = ½ ∫ (√p − √q)² = 1 − ∫ √(p q) = 1 − exp(−B(p, q))      from 0 to 1, with the factor ½
 *
 * Its root is a metric; it is given squared because the root has no gradient where p = q. Differentiable by means and
 * factors. Of singular covariances with different supports it is 1, with gradient 0; see `FullGaussian`.
 *
 * @param p `{ mean, factor }`, `[batch, d]` and `[batch, d, d]`: the covariance is factor · factorᵀ; see `choleskyFactor`
 * @param q the same shapes
 * @returns `[batch]`, from 0 to 1
 * @throws RangeError where the shapes do not agree: nothing is broadcast
 * @example
 * const p = { mean: tensor2d([[4, 0]]), factor: tensor3d([[[1, 0], [0, 1]]]) };
 * const q = { mean: tensor2d([[0, 0]]), factor: tensor3d([[[1, 0], [0, 1]]]) };
 * fullGaussianSquaredHellinger(p, q);  // [0.8647]
 * @see Pardo, Statistical Inference Based on Divergence Measures, 2005.
 */
export function fullGaussianSquaredHellinger(p: FullGaussian, q: FullGaussian): Tensor1D {
  assertFullGaussians('fullGaussianSquaredHellinger', p, q);
  return tidy(() => sub(0, preciseExpm1(neg(fullGaussianBhattacharyya(p, q)))) as Tensor1D);
}
