import { add, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { assertFullGaussians, type FullGaussian } from './fullGaussian.ts';
import { fullGaussianKl } from './fullGaussianKl.ts';

/**
 * Jeffreys' divergence of Gaussians with full covariances: KL both ways, so it is symmetric.
 *
 *   J(p, q) = KL(p ‖ q) + KL(q ‖ p)      no factor ½
 *
 * Differentiable by means and factors. Of singular covariances: see `fullGaussianKl`.
 *
 * @param p `{ mean, factor }`, `[batch, d]` and `[batch, d, d]`: the covariance is factor · factorᵀ; see `choleskyFactor`
 * @param q the same shapes
 * @returns `[batch]`, in nats
 * @throws RangeError where the shapes do not agree: nothing is broadcast
 * @example
 * const p = { mean: tensor2d([[2, 0]]), factor: tensor3d([[[1, 0], [0, 1]]]) };
 * const q = { mean: tensor2d([[0, 0]]), factor: tensor3d([[[1, 0], [1, 1]]]) };
 * fullGaussianJeffreys(p, q);  // [7]
 * @see Jeffreys, An invariant form for the prior probability in estimation problems, 1946.
 * https://doi.org/10.1098/rspa.1946.0056
 */
export function fullGaussianJeffreys(p: FullGaussian, q: FullGaussian): Tensor1D {
  assertFullGaussians('fullGaussianJeffreys', p, q);
  return tidy(() => add(fullGaussianKl(p, q), fullGaussianKl(q, p)));
}
