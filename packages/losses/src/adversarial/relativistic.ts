import { type AdversarialLoss, assertFunction, assertScores } from '@latentkit/check';
import { add, mean, type Scalar, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { assertMarginLoss, logisticMargin, type MarginLoss } from './margin.ts';

/**
 * The critic says of a pair which of the two is the real one, and the generator wants it to say the wrong one: RSGAN with
 * {@link logisticMargin}. A generator gains by making real examples look less real than its own, not only by raising its
 * scores.
 *
 *   critic      E ℓ(real − fake)
 *   generator   E ℓ(fake − real)
 *
 * The i-th real example is paired with the i-th generated one.
 *
 * @param marginLoss ℓ, the loss of the margin by which the right one of a pair lies above the other. Default
 *   {@link logisticMargin}
 * @returns the two losses, in units of ℓ; each throws a RangeError unless the scores are `[batch]` or `[batch, 1]`,
 *   all alike
 * @throws TypeError where marginLoss is no function
 * @example
 * relativisticPaired().critic(tensor1d([2]), tensor1d([2]));  // 0.6931
 * @see Jolicoeur-Martineau, The relativistic discriminator: a key element missing from standard GAN, 2018.
 * https://arxiv.org/abs/1807.00734
 */
export function relativisticPaired(marginLoss: MarginLoss = logisticMargin): AdversarialLoss {
  assertMarginLoss('relativisticPaired', marginLoss);
  const above = (higher: Tensor, lower: Tensor) => mean<Scalar>(marginLoss(sub(higher, lower)));
  return {
    critic(real, fake) {
      assertScores('relativisticPaired.critic', { real, fake });
      return tidy(() => above(real, fake));
    },
    generator(fake, real) {
      assertScores('relativisticPaired.generator', { fake });
      assertFunction('relativisticPaired.generator', 'real', real, 'a function that gives the scores of real examples');
      return tidy(() => {
        const compared = real();
        assertScores('relativisticPaired.generator', { fake, real: compared });
        return above(fake, compared);
      });
    },
  };
}

/**
 * The critic says whether an example is more real than the average one of the other kind; the generator wants the reverse.
 * RaSGAN with {@link logisticMargin}, RaLSGAN with {@link squaredMargin}, RaHingeGAN with {@link hingeMargin}.
 *
 *   critic      E ℓ(real − E fake) + E ℓ(E real − fake)
 *   generator   E ℓ(fake − E real) + E ℓ(E fake − real)
 *
 * The averages are those of the batch, and gradients go through them. No factor ½, as published.
 *
 * @param marginLoss ℓ, the loss of the margin by which an example lies on its side of the average. Default
 *   {@link logisticMargin}
 * @returns the two losses, in units of ℓ; each throws a RangeError unless the scores are `[batch]` or `[batch, 1]`,
 *   all alike
 * @throws TypeError where marginLoss is no function
 * @example
 * relativisticAverage(hingeMargin).critic(tensor1d([1, 3]), tensor1d([0, 2]));  // 1
 * @see Jolicoeur-Martineau, The relativistic discriminator: a key element missing from standard GAN, 2018.
 * https://arxiv.org/abs/1807.00734
 */
export function relativisticAverage(marginLoss: MarginLoss = logisticMargin): AdversarialLoss {
  assertMarginLoss('relativisticAverage', marginLoss);
  const above = (higher: Tensor, lower: Tensor) =>
    add<Scalar>(mean(marginLoss(sub(higher, mean(lower)))), mean(marginLoss(sub(mean(higher), lower))));
  return {
    critic(real, fake) {
      assertScores('relativisticAverage.critic', { real, fake });
      return tidy(() => above(real, fake));
    },
    generator(fake, real) {
      assertScores('relativisticAverage.generator', { fake });
      assertFunction(
        'relativisticAverage.generator',
        'real',
        real,
        'a function that gives the scores of real examples',
      );
      return tidy(() => {
        const compared = real();
        assertScores('relativisticAverage.generator', { fake, real: compared });
        return above(fake, compared);
      });
    },
  };
}
