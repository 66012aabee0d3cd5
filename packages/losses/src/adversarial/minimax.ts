import { type AdversarialLoss, assertScores } from '@latentkit/check';
import { add, mean, neg, type Scalar, softplus, tidy } from '@tensorflow/tfjs-core';

/**
 * The game as first published: the critic tells real from fake by logistic regression, the generator makes its success
 * small. Where the critic wins clearly the generator's gradient vanishes: {@link nonSaturating} is what is used in
 * practice.
 *
 *   critic      −E log D(x) − E log(1 − D(G(z)))   =   E softplus(−real) + E softplus(fake)
 *   generator    E log(1 − D(G(z)))                =  −E softplus(fake)
 *
 * with D = sigmoid of the score. At equilibrium, all scores 0, the critic's loss is 2 log 2 and the generator's −log 2.
 *
 * @returns the two losses, in nats; each throws a RangeError unless the scores are `[batch]` or `[batch, 1]`, all alike
 * @example
 * minimax().critic(tensor1d([0]), tensor1d([0]));  // 1.3863
 * @see Goodfellow et al., Generative Adversarial Nets, 2014, equation 1. https://arxiv.org/abs/1406.2661
 */
export function minimax(): AdversarialLoss {
  return {
    critic(real, fake) {
      assertScores('minimax.critic', { real, fake });
      return tidy(() => add(mean(softplus(neg(real))), mean(softplus(fake))));
    },
    generator(fake) {
      assertScores('minimax.generator', { fake });
      return tidy(() => neg(mean<Scalar>(softplus(fake))));
    },
  };
}
