import { assertSameShape } from '@latentkit/check';
import { add, div, fill, greater, onesLike, type Tensor, tidy, where } from '@tensorflow/tfjs-core';

/**
 * The probability that an example is real where half of all are: the best that a discriminator can say.
 *
 *   D*(x) = p(x) / (p(x) + q(x))
 *
 * It is sigmoid of the {@link optimalOutput} of {@link ganObjective}.
 *
 * @param p densities or probabilities of the data, any shape, not negative
 * @param q of the samples, at the same places
 * @returns the same shape, in 0 … 1; ½ where both are 0, as no one is ever asked there
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
