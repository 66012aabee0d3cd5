import { type AdversarialLoss, assertScores } from '@latentkit/check';
import { add, mean, mul, square, sub, tidy } from '@tensorflow/tfjs-core';

/**
 * The critic regresses to 1 for real and 0 for fake; the generator wants 1. Examples far on the right side of the
 * critic are still pulled towards the data, and the scores stay bounded.
 *
 *   critic      ½ E (real − 1)² + ½ E fake²
 *   generator   ½ E (fake − 1)²
 *
 * @returns the two losses, in squared units of the score; each throws a RangeError unless the scores are `[batch]` or
 *   `[batch, 1]`, all alike
 * @example
 * leastSquares().critic(tensor1d([0]), tensor1d([2]));  // 2.5
 * @see Mao et al., Least Squares Generative Adversarial Networks, 2017, equation 9. https://arxiv.org/abs/1611.04076
 */
export function leastSquares(): AdversarialLoss {
  return {
    critic(real, fake) {
      assertScores('leastSquares.critic', { real, fake });
      return tidy(() => mul(add(mean(square(sub(real, 1))), mean(square(fake))), 0.5));
    },
    generator(fake) {
      assertScores('leastSquares.generator', { fake });
      return tidy(() => mul(mean(square(sub(fake, 1))), 0.5));
    },
  };
}
