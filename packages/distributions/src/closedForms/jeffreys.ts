import { add, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { Distribution } from '../distribution.ts';
import { closedForm } from './closedForm.ts';

/**
 * Jeffreys' divergence of two distributions of a family, in closed form, per example: KL both ways, so it is symmetric.
 *
 *   J(p, q) = KL(p ‖ q) + KL(q ‖ p)      no factor ½
 *
 * @param p a batch of distributions
 * @param q as many of the same family, with parameters of the same shapes
 * @returns `[batch]`, in nats
 * @throws TypeError where no closed form is known, RangeError where the shapes differ
 * @example
 * const p = diagonalGaussian({ mean: tensor2d([[1, 0]]), logVariance: tensor2d([[0, 0]]) });
 * jeffreys(p, standardNormal([1, 2]));  // [1]
 * @see Jeffreys, An invariant form for the prior probability in estimation problems, 1946.
 * https://doi.org/10.1098/rspa.1946.0056
 */
export function jeffreys(p: Distribution, q: Distribution): Tensor1D {
  return tidy(() => add(closedForm('jeffreys', 'kl', p, q), closedForm('jeffreys', 'kl', q, p)));
}
