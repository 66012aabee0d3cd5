import { type AdversarialLoss, assertFunction, assertScores } from '@latentkit/check';
import {
  add,
  logSumExp,
  mean,
  neg,
  reshape,
  type Scalar,
  softplus,
  sub,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core';

/**
 * The critic picks the one real example out of a batch of generated ones, and the one generated out of a batch of real
 * ones: each score is compared with all of the other side, not with one.
 *
 *   critic      −E log (eʳ / (eʳ + Σ e^fake))  −  E log (e^−f / (e^−f + Σ e^−real)),   r a real score, f a generated one
 *   generator   the same with the sides swapped
 *
 * The paper's generator lowers the critic's gain instead; swapped sides have the same aim, and a strong gradient also where
 * the critic wins. The sums run over the batch, so the loss is not an average: a larger batch is a harder task.
 *
 * @returns the two losses, in nats; each throws a RangeError unless the scores are `[batch]` or `[batch, 1]`, all alike
 * @example
 * dualContrastive().critic(tensor1d([0]), tensor1d([0]));  // 1.3863
 * @see Yu et al., Dual Contrastive Loss and Attention for GANs, 2021. https://arxiv.org/abs/2103.16748
 */
export function dualContrastive(): AdversarialLoss {
  return {
    critic(real, fake) {
      assertScores('dualContrastive.critic', { real, fake });
      return tidy(() => contrast(real, fake));
    },
    generator(fake, real) {
      assertScores('dualContrastive.generator', { fake });
      assertFunction('dualContrastive.generator', 'real', real, 'a function that gives the scores of real examples');
      return tidy(() => {
        const compared = real();
        assertScores('dualContrastive.generator', { fake, real: compared });
        return contrast(fake, compared);
      });
    },
  };
}

/** Low where all of `higher` lie above all of `lower`. */
function contrast(higher: Tensor, lower: Tensor): Scalar {
  return add<Scalar>(above(higher, lower), above(neg(lower), neg(higher)));
}

/** E log (1 + Σ e^(lowerⱼ − higherᵢ)) over i */
function above(higher: Tensor, lower: Tensor): Scalar {
  // Differences first: the scores may be large.
  const margins = sub(reshape(lower, [1, -1]), reshape(higher, [-1, 1]));
  return mean<Scalar>(softplus(logSumExp(margins, 1)));
}
