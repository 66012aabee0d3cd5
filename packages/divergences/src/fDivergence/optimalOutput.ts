import { assertSameShape } from '@latentkit/check';
import { fill, greater, logicalAnd, onesLike, type Tensor, tidy, where, zerosLike } from '@tensorflow/tfjs-core';
import { assertDivergence } from './assertDivergence.ts';
import type { FDivergence } from './fDivergence.ts';
import { logRatio } from './logRatio.ts';

/**
 * What a critic's network would have to give for the variational bound to touch the divergence: the v* whose activation is
 * the {@link optimalCritic}. For most it is log p − log q, or a multiple of it.
 *
 *   g(v*(x)) = T*(x) = f'(p(x) / q(x))
 *
 * @param divergence such as {@link kl}
 * @param p densities or probabilities, any shape, not negative
 * @param q at the same places
 * @returns the same shape; ±Infinity where p or q is 0 or, as for {@link totalVariation}, the activation never reaches T*
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * optimalOutput(jensenShannon, tensor1d([0.5, 0.5]), tensor1d([0.25, 0.75]));  // [0.6931, -0.4055]
 * @see Nowozin, Cseke & Tomioka, f-GAN, 2016, section 3.3. https://arxiv.org/abs/1606.00709
 */
export function optimalOutput(divergence: FDivergence, p: Tensor, q: Tensor): Tensor {
  assertDivergence('optimalOutput', divergence);
  assertSameShape('optimalOutput', { p, q });
  return tidy(() => {
    const inBoth = logicalAnd(greater(p, 0), greater(q, 0));
    const inside = logRatio(where(inBoth, p, onesLike(p)), where(inBoth, q, onesLike(q)));
    const onlyP = where(greater(p, 0), fill(p.shape, Infinity), zerosLike(p));
    const outside = where(greater(q, 0), fill(p.shape, -Infinity), onlyP);
    return divergence.optimalOutput(where(inBoth, inside, outside));
  });
}
