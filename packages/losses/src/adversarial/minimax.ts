import { type AdversarialLoss, assertScores, checkOptions, show } from '@latentkit/check';
import { add, mean, mul, neg, type Scalar, softplus, tidy } from '@tensorflow/tfjs-core';

/** Options of {@link minimax} and `nonSaturating`. */
export interface LogisticOptions {
  /**
   * What the critic is to take for the probability that a real example is real, above 0.5 and at most 1. Below 1 it is
   * one-sided label smoothing, which keeps the critic from being sure of itself; 0.9 is common. Default 1.
   */
  readonly realLabel?: number;
}

/**
 * The game as first published: the critic tells real from fake by logistic regression, the generator makes its success
 * small. Where the critic wins clearly the generator's gradient vanishes: {@link nonSaturating} is what is used in
 * practice.
 *
 *   critic      −E log D(x) − E log(1 − D(G(z)))   =   E softplus(−real) + E softplus(fake)
 *   generator    E log(1 − D(G(z)))                =  −E softplus(fake)
 *
 * with D = sigmoid of the score; with a `realLabel` s the first term of the critic is −E [s log D(x) + (1 − s) log(1 − D(x))].
 * At equilibrium, all scores 0, the critic's loss is 2 log 2 and the generator's −log 2.
 *
 * @returns the two losses, in nats; each throws a RangeError unless the scores are `[batch]` or `[batch, 1]`, all alike
 * @throws TypeError, RangeError for a `realLabel` that is not above 0.5 and at most 1
 * @example
 * minimax().critic(tensor1d([0]), tensor1d([0]));  // 1.3863
 * @see Goodfellow et al., Generative Adversarial Nets, 2014, equation 1. https://arxiv.org/abs/1406.2661; smoothing:
 * Salimans et al., Improved Techniques for Training GANs, 2016, section 3.4. https://arxiv.org/abs/1606.03498
 */
export function minimax(options: LogisticOptions = {}): AdversarialLoss {
  const realLabel = checkRealLabel('minimax', options);
  return {
    critic(real, fake) {
      assertScores('minimax.critic', { real, fake });
      return tidy(() => {
        const plain = add<Scalar>(mean(softplus(neg(real))), mean(softplus(fake)));
        // s softplus(−r) + (1 − s) softplus(r) = softplus(−r) + (1 − s) r
        return realLabel === 1 ? plain : add(plain, mul(mean(real), 1 - realLabel));
      });
    },
    generator(fake) {
      assertScores('minimax.generator', { fake });
      return tidy(() => neg(mean<Scalar>(softplus(fake))));
    },
  };
}

/** @throws TypeError, RangeError unless it is above 0.5 and at most 1 */
export function checkRealLabel(caller: string, options: LogisticOptions): number {
  const { realLabel = 1 } = checkOptions(caller, options, ['realLabel']);
  if (typeof realLabel !== 'number') {
    throw new TypeError(`${caller}: realLabel is ${show(realLabel)} but a number was expected.`);
  }
  if (!(realLabel > 0.5 && realLabel <= 1)) {
    throw new RangeError(`${caller}: realLabel is ${realLabel} but a number above 0.5 and at most 1 was expected.`);
  }
  return realLabel;
}
