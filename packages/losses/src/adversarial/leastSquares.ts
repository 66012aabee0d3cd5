import { type AdversarialLoss, assertFinite, assertScores, checkOptions } from '@latentkit/check';
import { add, mean, mul, square, sub, tidy } from '@tensorflow/tfjs-core';

/** Options of {@link leastSquares}: a, b and c of the paper. */
export interface LeastSquaresOptions {
  /** b, the score that the critic wants for real examples. Default 1. */
  readonly real?: number;
  /** a, the score that the critic wants for generated ones. Default 0. */
  readonly fake?: number;
  /** c, the score that the generator wants for its own. Default 1. With b − c = 1 and b − a = 2 it lowers Pearson's χ². */
  readonly generator?: number;
}

/**
 * The critic regresses to 1 for real and 0 for fake; the generator wants 1; or other targets, such as a smoothed label. Examples far on the right side of the
 * critic are still pulled towards the data, and the scores stay bounded.
 *
 *   critic      ½ E (real − b)² + ½ E (fake − a)²
 *   generator   ½ E (fake − c)²
 *
 * @returns the two losses, in squared units of the score; each throws a RangeError unless the scores are `[batch]` or
 *   `[batch, 1]`, all alike
 * @throws TypeError, RangeError for a target that is no finite number
 * @example
 * leastSquares().critic(tensor1d([0]), tensor1d([2]));  // 2.5
 * @see Mao et al., Least Squares Generative Adversarial Networks, 2017, equation 9. https://arxiv.org/abs/1611.04076
 */
export function leastSquares(options: LeastSquaresOptions = {}): AdversarialLoss {
  const {
    real: b = 1,
    fake: a = 0,
    generator: c = 1,
  } = checkOptions('leastSquares', options, ['real', 'fake', 'generator']);
  assertFinite('leastSquares', 'real', b);
  assertFinite('leastSquares', 'fake', a);
  assertFinite('leastSquares', 'generator', c);
  return {
    critic(real, fake) {
      assertScores('leastSquares.critic', { real, fake });
      return tidy(() => mul(add(mean(square(sub(real, b))), mean(square(sub(fake, a)))), 0.5));
    },
    generator(fake) {
      assertScores('leastSquares.generator', { fake });
      return tidy(() => mul(mean(square(sub(fake, c))), 0.5));
    },
  };
}
