import { type AdversarialLoss, assertScores } from '@latentkit/check';
import { mean, neg, softplus, tidy } from '@tensorflow/tfjs-core';
import { checkRealLabel, type LogisticOptions, minimax } from './minimax.ts';

/**
 * The critic of {@link minimax}; the generator instead makes it likely that its examples are taken for real, which has
 * the same equilibrium and a strong gradient where the critic wins.
 *
 *   critic      −E log D(x) − E log(1 − D(G(z)))   =  E softplus(−real) + E softplus(fake)
 *   generator   −E log D(G(z))                     =  E softplus(−fake)
 *
 * with D = sigmoid of the score, and one-sided label smoothing by `realLabel` as in {@link minimax}. At equilibrium, all scores 0, the critic's loss is 2 log 2 and the generator's log 2.
 *
 * @returns the two losses, in nats; each throws a RangeError unless the scores are `[batch]` or `[batch, 1]`, all alike
 * @throws TypeError, RangeError for a `realLabel` that is not above 0.5 and at most 1
 * @example
 * nonSaturating().generator(tensor1d([0]), () => tensor1d([0]));  // 0.6931
 * @see Goodfellow et al., Generative Adversarial Nets, 2014, section 3. https://arxiv.org/abs/1406.2661
 */
export function nonSaturating(options: LogisticOptions = {}): AdversarialLoss {
  const game = minimax({ realLabel: checkRealLabel('nonSaturating', options) });
  return {
    critic(real, fake) {
      assertScores('nonSaturating.critic', { real, fake });
      return game.critic(real, fake);
    },
    generator(fake) {
      assertScores('nonSaturating.generator', { fake });
      return tidy(() => mean(softplus(neg(fake))));
    },
  };
}
