import { assertSameShape } from '@latentkit/check';
import {
  add,
  div,
  fill,
  greater,
  logicalAnd,
  onesLike,
  type Tensor,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { assertDivergence } from './assertDivergence.ts';
import type { FDivergence } from './fDivergence.ts';
import { logRatio } from './logRatio.ts';

/**
 * The critic that makes the variational bound touch the divergence.
 *
 *   T*(x) = f'(p(x) / q(x))
 *
 * It is a value of the activation; the output of the network before that is {@link optimalOutput}.
 *
 * @param divergence such as {@link forwardKl}
 * @param p densities or probabilities, any shape, not negative
 * @param q at the same places
 * @returns the same shape; the limits of f' where p or q is 0, ±Infinity among them, and f'(1) where both are,
 *   where neither has samples
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

/**
 * The output of a critic's network for which the variational bound touches the divergence: the v* whose activation is the
 * {@link optimalCritic}. For most it is log p − log q, or a multiple of it.
 *
 *   g(v*(x)) = T*(x) = f'(p(x) / q(x))
 *
 * @param divergence such as {@link forwardKl}
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

/**
 * The probability that an example is real where half of all are: the best discriminator.
 *
 *   D*(x) = p(x) / (p(x) + q(x))
 *
 * It is sigmoid of the {@link optimalOutput} of {@link ganObjective}.
 *
 * @param p densities or probabilities of the data, any shape, not negative
 * @param q of the samples, at the same places
 * @returns the same shape, in 0 … 1; ½ where both are 0
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * optimalDiscriminator(tensor1d([0.75, 0, 0]), tensor1d([0.25, 0.5, 0]));  // [0.75, 0, 0.5]
 * @see Goodfellow et al., Generative Adversarial Nets, 2014, proposition 1. https://arxiv.org/abs/1406.2661
 */
export function optimalDiscriminator(p: Tensor, q: Tensor): Tensor {
  assertSameShape('optimalDiscriminator', { p, q });
  return tidy(() => {
    const total = add(p, q);
    const isAnywhere = greater(total, 0);
    return where(isAnywhere, div(p, where(isAnywhere, total, onesLike(total))), fill(p.shape, 0.5));
  });
}
