import { type AdversarialLoss, assertScores } from '@latentkit/check';
import { mean, neg, type Scalar, sub, tidy } from '@tensorflow/tfjs-core';

/**
 * The critic estimates how far apart data and samples are, the generator closes the distance. It means something only
 * for a critic whose slope is held near 1: use it with {@link gradientPenalty} (WGAN-GP).
 *
 *   critic      E fake − E real      minus the estimated Wasserstein-1 distance
 *   generator   −E fake
 *
 * @returns the two losses, in units of the score; each throws a RangeError unless the scores are `[batch]` or
 *   `[batch, 1]`, all alike
 * @example
 * wasserstein().critic(tensor1d([3]), tensor1d([1]));  // -2
 * @see Arjovsky et al., Wasserstein GAN, 2017, equation 2. https://arxiv.org/abs/1701.07875
 */
export function wasserstein(): AdversarialLoss {
  return {
    critic(real, fake) {
      assertScores('wasserstein.critic', { real, fake });
      return tidy(() => sub(mean(fake), mean(real)));
    },
    generator(fake) {
      assertScores('wasserstein.generator', { fake });
      return tidy(() => neg(mean<Scalar>(fake)));
    },
  };
}
