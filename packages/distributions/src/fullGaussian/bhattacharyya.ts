import { invertLower, preciseLog1p, sumFeatures } from '@latentkit/shared';
import {
  add,
  concat,
  expandDims,
  matMul,
  mul,
  reshape,
  slice,
  sub,
  type Tensor1D,
  type Tensor3D,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core';
import { eliminate } from './eliminate.ts';
import type { FullGaussianParameters } from './fullGaussian.ts';
import { plusIdentity } from './triangular.ts';
import { unlessApart, whiten } from './whiten.ts';

/**
 * Bhattacharyya's distance of Gaussians with full covariances, per example.
 *
 *   B(p, q) = −log ∫ √(p q) = ⅛ (μₚ − μ_q)ᵀ Σ̄⁻¹ (μₚ − μ_q) + ½ log(det Σ̄ / √(det Σₚ det Σ_q)),   Σ̄ = (Σₚ + Σ_q) / 2
 *
 * Symmetric, 0 only where p = q; 1 − exp(−B) is the squared Hellinger distance. It is no metric. Differentiable by means
 * and factors, on the device throughout, in d steps.
 *
 * A covariance may be singular, see `fullGaussian`: the distance is that on the support which the two share, and ∞, with
 * gradient 0, where they have different ones.
 *
 * @see Kailath, The divergence and Bhattacharyya distance measures in signal selection, 1967.
 * https://doi.org/10.1109/TCOM.1967.1089532
 */
export function bhattacharyya(p: FullGaussianParameters, q: FullGaussianParameters): Tensor1D {
  const [batch, size] = p.mean.shape;
  const { z, stretch, apart } = whiten(p, q);
  // Where q is N(0, I), p is N(z, I + K), and Σ̄ is I + K/2.
  const excess = add(add(stretch, transpose(stretch, [0, 2, 1])), matMul(stretch, stretch, false, true)) as Tensor3D;

  // det Σ̄ / √det Σₚ is the fourth root of det(I + ¼ Y Yᵀ) to the power 1/2, Y = W⁻¹K; unlike it this is 1 + what is small.
  const y = matMul(invertLower(plusIdentity(stretch)), excess);
  const { pivots } = eliminate(mul(matMul(y, y, false, true), 0.25), size);
  const volume = sumFeatures('', preciseLog1p(pivots));

  // The Schur complement of [[Σ̄, z], [zᵀ, 0]] is −zᵀ Σ̄⁻¹ z.
  const column = expandDims(z, 2);
  const row = concat([transpose(column, [0, 2, 1]), zeros([batch, 1, 1])], 2);
  const bordered = concat([concat([mul(excess, 0.5), column], 2), row], 1) as Tensor3D;
  const corner = slice(eliminate(bordered, size).rest, [0, size, size], [batch, 1, 1]);
  return unlessApart(apart, sub(mul(volume, 0.25), mul(reshape(corner, [batch]), 0.125)));
}
