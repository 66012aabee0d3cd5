import { ratioExcess, sumFeatures } from '@latentkit/shared';
import { add, mul, square, type Tensor1D } from '@tensorflow/tfjs-core';
import type { FullGaussianParameters } from './fullGaussian.ts';
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
 * A covariance may be singular, see `fullGaussian`: the divergence is that on the support which the two share, and ∞, with
 * gradient 0, where they have different ones.
 *
 * @see Kullback, Information Theory and Statistics, 1959, chapter 9.
 */
export function kl(p: FullGaussianParameters, q: FullGaussianParameters): Tensor1D {
  const { z, stretch, diagonals, apart } = whiten(p, q);
  const squares = add(sumFeatures('', square(stretch)), sumFeatures('', square(z)));
  const volume = sumFeatures('', ratioExcess(...diagonals));
  return unlessApart(apart, add(mul(squares, 0.5), volume));
}
