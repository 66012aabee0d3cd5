import { ratioExcess, sumFeatures } from '@latentkit/shared';
import { add, mul, square, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { assertFullGaussians, type FullGaussian } from './fullGaussian.ts';
import { unlessApart, whiten } from './whiten.ts';

/**
 * Kullback-Leibler divergence of Gaussians with full covariances, per example.
 *
 *   KL(p ‖ q) = ½ [tr(Σ_q⁻¹ Σₚ) − d + (μₚ − μ_q)ᵀ Σ_q⁻¹ (μₚ − μ_q) + log(det Σ_q / det Σₚ)]
 *             = ½ (‖E‖² + ‖z‖²) + Σ [wᵢ − 1 − log wᵢ]
 *
 * with z = L_q⁻¹(μₚ − μ_q), E = L_q⁻¹(Lₚ − L_q) and w the diagonal of I + E: the same, but a sum of what is not negative,
 * so that nothing cancels and p = q gives exactly 0. Differentiable by means and factors, on the device throughout.
 *
 * A covariance may be singular, see `FullGaussian`: the divergence is that on the support which the two share, and ∞, with
 * gradient 0, where they have different ones.
 * The reverse divergence is `fullGaussianKl(q, p)`.
 *
 * @param p `{ mean, factor }`, `[batch, d]` and `[batch, d, d]`: the covariance is factor · factorᵀ; see `choleskyFactor`
 * @param q the same shapes
 * @returns `[batch]`, in nats; NaN or ∞ where a factor has 0 on its diagonal, which is not read to be checked
 * @throws RangeError where the shapes do not agree: nothing is broadcast
 * @example
 * const p = { mean: tensor2d([[2, 0]]), factor: tensor3d([[[1, 0], [0, 1]]]) };
 * const q = { mean: tensor2d([[0, 0]]), factor: tensor3d([[[1, 0], [1, 1]]]) };
 * fullGaussianKl(p, q);  // [4.5]
 * @see Kullback, Information Theory and Statistics, 1959, chapter 9.
 */
export function fullGaussianKl(p: FullGaussian, q: FullGaussian): Tensor1D {
  assertFullGaussians('fullGaussianKl', p, q);
  return tidy(() => {
    const { z, stretch, diagonals, apart } = whiten(p, q);
    const squares = add(sumFeatures('', square(stretch)), sumFeatures('', square(z)));
    const volume = sumFeatures('', ratioExcess(...diagonals));
    return unlessApart(apart, add(mul(squares, 0.5), volume));
  });
}
