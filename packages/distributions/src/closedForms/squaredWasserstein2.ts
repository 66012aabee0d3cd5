import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { Distribution } from '../distribution.ts';
import { closedForm } from './closedForm.ts';

/**
 * Squared Wasserstein-2 distance of two Gaussians, diagonal or full, in closed form, per example.
 *
 *   W₂²(p, q) = min E ‖x − y‖²  over all joint distributions of x from p and y from q
 *             = ‖μₚ − μ_q‖² + tr(Σₚ + Σ_q − 2 (Σₚ^½ Σ_q Σₚ^½)^½)
 *
 * Finite for points and singular covariances, too. Its root is a metric; it is given squared because the root has no
 * gradient where p = q. Of full Gaussians it has no second-order gradient, and says so.
 *
 * @param p a batch of distributions
 * @param q as many of the same family, with parameters of the same shapes
 * @returns `[batch]`, in squared units of the data
 * @throws TypeError where no closed form is known, RangeError where the shapes differ
 * @example
 * const p = diagonalGaussian({ mean: tensor2d([[4, 0]]), logVariance: tensor2d([[0, 0]]) });
 * squaredWasserstein2(p, standardNormal([1, 2]));  // [16]
 * @see Dowson & Landau, The Fréchet distance between multivariate normal distributions, 1982.
 * https://doi.org/10.1016/0047-259X(82)90077-X
 */
export function squaredWasserstein2(p: Distribution, q: Distribution): Tensor1D {
  return closedForm('squaredWasserstein2', 'squaredWasserstein2', p, q);
}
