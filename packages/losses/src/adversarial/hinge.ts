import { type AdversarialLoss, assertScores } from '@latentkit/check';
import { add, mean, neg, relu, type Scalar, sub, tidy } from '@tensorflow/tfjs-core';

/**
 * The critic wants a margin of 1 on either side and nothing beyond it; the generator raises its scores.
 *
 *   critic      E max(0, 1 − real) + E max(0, 1 + fake)
 *   generator   −E fake
 *
 * @returns the two losses, in units of the score; each throws a RangeError unless the scores are `[batch]` or
 *   `[batch, 1]`, all alike
 * @example
 * hinge().critic(tensor1d([0.5]), tensor1d([-2]));  // 0.5
 * @see Lim & Ye, Geometric GAN, 2017, https://arxiv.org/abs/1705.02894; Miyato et al., Spectral Normalization for GANs, 2018,
 * equations 16 and 17, https://arxiv.org/abs/1802.05957
 */
export function hinge(): AdversarialLoss {
  return {
    critic(real, fake) {
      assertScores('hinge.critic', { real, fake });
      return tidy(() => add(mean(relu(sub(1, real))), mean(relu(add(fake, 1)))));
    },
    generator(fake) {
      assertScores('hinge.generator', { fake });
      return tidy(() => neg(mean<Scalar>(fake)));
    },
  };
}
