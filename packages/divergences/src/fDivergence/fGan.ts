import { type AdversarialLoss, assertOneOf, assertScores, checkOptions } from '@latentkit/check';
import { mean, neg, type Scalar, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { assertDivergence } from './assertDivergence.ts';
import type { FDivergence } from './fDivergence.ts';
import { variationalBound } from './variationalBound.ts';

/** Options of {@link fGan}. */
export interface FGanOptions {
  /**
   * Whether the generator raises g(v), as the f-GAN paper does in practice (its section 3.2), instead of lowering the
   * bound: the same aim, with a strong gradient also where the critic wins. Default false.
   */
  readonly nonSaturating?: boolean;
}

/**
 * A GAN that makes any f-divergence of data and samples small: the critic raises a lower bound of it, the generator
 * lowers that bound.
 *
 *   critic       E f*(g(fake)) − E g(real)      minus the {@link variationalBound}
 *   generator   −E f*(g(fake)),  or  −E g(fake) where `nonSaturating`
 *
 * With {@link ganObjective} it is `minimax` of `@latentkit/losses`. Conjugates that grow like an exponential (KL, Jeffreys', squared
 * Hellinger, alpha between 0 and 1) give losses of ±Infinity for outputs beyond 88 or so, and gradients that are ±Infinity,
 * never NaN: keep the critic's outputs small.
 *
 * @param divergence such as {@link jensenShannon}
 * @returns the two losses, in nats where f has a logarithm; each throws a RangeError unless the scores are `[batch]` or
 *   `[batch, 1]`, all alike
 * @example
 * fGan(ganObjective).critic(tensor1d([0]), tensor1d([0]));  // 1.3863
 * @see Nowozin, Cseke & Tomioka, f-GAN, 2016, equations 4 to 7. https://arxiv.org/abs/1606.00709
 */
export function fGan(divergence: FDivergence, options: FGanOptions = {}): AdversarialLoss {
  assertDivergence('fGan', divergence);
  const { nonSaturating = false } = checkOptions('fGan', options, ['nonSaturating']);
  assertOneOf('fGan', 'nonSaturating', nonSaturating, [false, true]);
  const raised = nonSaturating ? divergence.activation : divergence.conjugateOfActivation;
  return {
    critic(real, fake) {
      assertScores('fGan.critic', { real, fake });
      return tidy(() => neg(variationalBound(divergence, real, fake)));
    },
    generator(fake: Tensor) {
      assertScores('fGan.generator', { fake });
      return tidy(() => neg(mean<Scalar>(raised(fake))));
    },
  };
}
