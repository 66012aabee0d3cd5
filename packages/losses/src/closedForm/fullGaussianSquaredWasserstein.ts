import { add, matMul, square, sub, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { sumFeatures } from '../sumFeatures.ts';
import { assertFullGaussians, type FullGaussian } from './fullGaussian.ts';
import { orthogonalFactorMinusIdentity } from './orthogonalFactorMinusIdentity.ts';
import { lowerTriangle } from './triangular.ts';

/**
 * Squared Wasserstein-2 distance of Gaussians with full covariances, per example: of the means, and Bures' of the
 * covariances.
 *
 *   W₂²(p, q) = ‖μₚ − μ_q‖² + tr(Σₚ + Σ_q − 2 (Σₚ^½ Σ_q Σₚ^½)^½)
 *             = ‖μₚ − μ_q‖² + min ‖Lₚ − L_q U‖²  over orthogonal U
 *
 * The least is at the orthogonal factor of L_qᵀ Lₚ, so that nothing cancels. As it is the least, the first derivatives by
 * the factors are those with U held fixed; second ones are refused by an error. Its root is a metric; it is given
 * squared because the root has no gradient where p = q.
 *
 * @param p `{ mean, factor }`, `[batch, d]` and `[batch, d, d]`: the covariance is factor · factorᵀ; see `choleskyFactor`
 * @param q the same shapes
 * @returns `[batch]`, in squared units of the data; right where L_qᵀ Lₚ has a condition number below about 1e6
 * @throws RangeError where the shapes do not agree: nothing is broadcast
 * @example
 * const p = { mean: tensor2d([[4, 0]]), factor: tensor3d([[[1, 0], [0, 1]]]) };
 * const q = { mean: tensor2d([[0, 0]]), factor: tensor3d([[[3, 0], [0, 1]]]) };
 * fullGaussianSquaredWasserstein(p, q);  // [20]
 * @see Bhatia, Jain & Lim, On the Bures-Wasserstein distance between positive definite matrices, 2019, theorem 1.
 * https://arxiv.org/abs/1712.01504
 */
export function fullGaussianSquaredWasserstein(p: FullGaussian, q: FullGaussian): Tensor1D {
  assertFullGaussians('fullGaussianSquaredWasserstein', p, q);
  return tidy(() => {
    const [left, right] = [lowerTriangle(p.factor), lowerTriangle(q.factor)];
    const rotation = orthogonalFactorMinusIdentity(matMul(right, left, true));
    const spread = sub(sub(left, right), matMul(right, rotation)); // Lₚ − L_q U
    return add(sumFeatures('', square(sub(p.mean, q.mean))), sumFeatures('', square(spread)));
  });
}
