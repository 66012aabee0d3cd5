import { type AdversarialLoss, assertFunction, assertMethods, assertScores } from '@latentkit/check';
import { gather, reshape, type Tensor1D, tidy, topk } from '@tensorflow/tfjs-core';

/**
 * A game in which the generator learns only from those of its examples that the critic scores highest: the others lie so
 * far from the data that their gradient leads nowhere good. The critic's loss is as it was.
 *
 *   generator   loss.generator(the ⌈share(step) · batch⌉ highest of fake)
 *
 * @param share which part of a batch, above 0 and at most 1, as a function of the step: `linear({ from: 1, to: 0.5, steps })`
 *   goes from all of them to half, as published
 * @param loss one whose generator compares with no real scores: {@link nonSaturating}, {@link hinge}, {@link wasserstein}
 * @returns the two losses; the generator's throws a RangeError where the share is out of range
 * @throws TypeError unless a function and a loss
 * @example
 * topK(() => 0.5, wasserstein()).generator(tensor1d([5, -3, 1, -1]), () => tensor1d([0]));  // -3
 * @see Sinha et al., Top-k Training of GANs, 2020. https://arxiv.org/abs/2002.06224
 */
export function topK(share: (step: number) => number, loss: AdversarialLoss): AdversarialLoss {
  assertFunction('topK', 'share', share, 'a schedule');
  assertMethods('topK', 'loss', loss, ['critic', 'generator']);
  return {
    critic: (real, fake) => loss.critic(real, fake),
    generator(fake, real, step = 0) {
      assertScores('topK.generator', { fake });
      const now = share(step);
      if (!(now > 0 && now <= 1)) {
        throw new RangeError(`topK: share is ${now} at step ${step} but a number above 0 and at most 1 was expected.`);
      }
      return tidy(() => {
        const scores = reshape(fake, [-1]) as Tensor1D;
        const { indices } = topk(scores, Math.ceil(now * scores.size));
        return loss.generator(gather(scores, indices), real, step);
      });
    },
  };
}
