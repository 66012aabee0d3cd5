import { assertSameShape } from '@latentkit/check';
import { div, fill, greater, logicalAnd, onesLike, type Tensor, tidy, where } from '@tensorflow/tfjs-core';
import { assertDivergence } from './assertDivergence.ts';
import type { FDivergence } from './fDivergence.ts';

/**
 * The critic that makes the variational bound touch the divergence.
 *
 *   T*(x) = f'(p(x) / q(x))
 *
 * It is what an activation gives; the output that a network would have to give is {@link optimalOutput}.
 *
 * @param divergence such as {@link kl}
 * @param p densities or probabilities, any shape, not negative
 * @param q at the same places
 * @returns the same shape; the limits of f' where p or q is 0, ±Infinity among them, and f'(1) where both are, as no one is
 *   ever asked there
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * optimalCritic(pearson, tensor1d([0.5, 0.5]), tensor1d([0.25, 0.75]));  // [2, -0.6667]
 * @see Nguyen, Wainwright & Jordan, Estimating divergence functionals, 2010, https://arxiv.org/abs/0809.0853
 */
export function optimalCritic(divergence: FDivergence, p: Tensor, q: Tensor): Tensor {
  assertDivergence('optimalCritic', divergence);
  assertSameShape('optimalCritic', { p, q });
  return tidy(() => {
    const inBoth = logicalAnd(greater(p, 0), greater(q, 0));
    const one = onesLike(p);
    const inside = divergence.derivative(div(where(inBoth, p, one), where(inBoth, q, one)));
    const { slopeAtZero, slopeAtInfinity, threshold } = divergence;
    const outsideP = where(greater(q, 0), fill(p.shape, slopeAtZero), fill(p.shape, threshold));
    return where(inBoth, inside, where(greater(p, 0), fill(p.shape, slopeAtInfinity), outsideP));
  });
}
