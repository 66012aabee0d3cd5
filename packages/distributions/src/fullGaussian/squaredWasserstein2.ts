import { sumFeatures } from '@latentkit/shared';
import {
  add,
  greater,
  matMul,
  mul,
  neg,
  square,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor3D,
  transpose,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { FullGaussianParameters } from './fullGaussian.ts';
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
 * A covariance may be singular, a factor have 0 on its diagonal: a distribution on a line, or at a point. The derivatives
 * are then those of one side, as at a kink.
 *
 * @see Bhatia, Jain & Lim, On the Bures-Wasserstein distance between positive definite matrices, 2019, theorem 1.
 * https://arxiv.org/abs/1712.01504
 */
export function squaredWasserstein2(p: FullGaussianParameters, q: FullGaussianParameters): Tensor1D {
  const [left, right] = [lowerTriangle(p.factor), lowerTriangle(q.factor)];
  const rotation = orthogonalFactorMinusIdentity(matMul(right, left, true));
  const spread = sub(sub(left, right), matMul(right, rotation)); // Lₚ − L_q U
  const distance = add(sumFeatures('', square(sub(p.mean, q.mean))), sumFeatures('', square(spread)));
  return add(distance, unmatched(right, rotation));
}

/**
 * The variance of q in the directions that have no counterpart in p, tr(L_q (I − U Uᵀ) L_qᵀ): where L_qᵀ Lₚ is singular, U
 * leaves them out.
 */
function unmatched(right: Tensor3D, rotation: Tensor3D): Tensor1D {
  const beyond = neg(add(matMul(rotation, rotation, false, true), add(rotation, transpose(rotation, [0, 2, 1]))));
  const lost = sumFeatures('', mul(right, matMul<Tensor>(right, beyond)));
  // Where U is orthogonal this is rounding, which near p = q would be more than the distance.
  return where(greater(sumFeatures('', square(beyond)), 1e-6), lost, zerosLike(lost));
}
