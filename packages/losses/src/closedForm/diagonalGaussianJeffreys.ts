import { add, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { assertSameGaussians, type DiagonalGaussian } from './diagonalGaussian.ts';
import { diagonalGaussianKl } from './diagonalGaussianKl.ts';

/**
 * Jeffreys' divergence of Gaussians with diagonal covariances: KL both ways, so it is symmetric.
 *
 *   J(p, q) = KL(p ‖ q) + KL(q ‖ p)      no factor ½
 *
 * Of log variances of −∞: see `diagonalGaussianKl`.
 *
 * @param p `{ mean, logVariance }`, each `[batch, ...dimensions]`
 * @param q the same shapes
 * @returns `[batch]`, in nats
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * const p = { mean: tensor2d([[1, 0]]), logVariance: tensor2d([[0, 0]]) };
 * const q = { mean: tensor2d([[0, 0]]), logVariance: tensor2d([[0, 0]]) };
 * diagonalGaussianJeffreys(p, q);  // [1]
 * @see Jeffreys, An invariant form for the prior probability in estimation problems, 1946.
 * https://doi.org/10.1098/rspa.1946.0056
 */
export function diagonalGaussianJeffreys(p: DiagonalGaussian, q: DiagonalGaussian): Tensor1D {
  assertSameGaussians('diagonalGaussianJeffreys', p, q);
  return tidy(() => add(diagonalGaussianKl(p, q), diagonalGaussianKl(q, p)));
}
