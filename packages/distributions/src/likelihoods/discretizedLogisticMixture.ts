import { assertBetween, assertInteger, checkOptions } from '@latentkit/check';
import { sumFeatures } from '@latentkit/shared';
import {
  add,
  less,
  logSoftmax,
  logSumExp,
  mul,
  reshape,
  softmax,
  split,
  sum,
  type Tensor,
  type Tensor3D,
  where,
} from '@tensorflow/tfjs-core';
import { checkedFamily } from '../checked.ts';
import type { Family } from '../family.ts';
import { clippedLogisticMean } from './clippedLogisticMean.ts';
import { discretizedLogisticSample } from './discretizedLogisticSample.ts';
import { levelsOf, nanOutside } from './levelsOf.ts';
import { logisticBin } from './logisticBin.ts';
import { unitInterval } from './supports.ts';

/** Options of {@link discretizedLogisticMixture}. */
export interface DiscretizedLogisticMixtureOptions {
  /** K, how many logistic distributions each feature has. Default 5; the paper has 5 to 10. */
  readonly mixtures?: number;
  /** How many values a pixel may have, evenly spaced from 0 to 1. Default 256: bytes. */
  readonly levels?: number;
  /**
   * Log scales below this count as this, and have no gradient. From −80 to 80, default −7 − ln 2, as published (−7 for data
   * in [−1, 1]): a byte's bin then holds 97 % of a distribution around its middle.
   */
  readonly minimumLogScale?: number;
}

/**
 * Every feature takes one of `levels` values, and the probability of each is what falls into its bin from a mixture of
 * logistic distributions; black and white also have what is beyond them. Neighbouring values are alike, unlike in
 * {@link categoricalPixels}, and pure black and white come for free, unlike in a Gaussian.
 *
 *   log p(x | π, m, s) = Σ log Σ_k softmax(π)_k [σ((x + h − m_k) / eˢᵏ) − σ((x − h − m_k) / eˢᵏ)],   h = ½ / (levels − 1)
 *   mean = Σ_k softmax(π)_k E clip(logistic(m_k, eˢᵏ))       within [0, 1]; rounding to levels moves it by less than h
 *
 * Parameters `[batch, ..., channels · 3 K]` stand for data `[batch, ..., channels]` in [0, 1]: for a channel its K logits,
 * its K means (in units of the data) and its K log scales lie side by side, channel after channel. The channels of a pixel
 * are independent given the parameters: the paper's coupling of red, green and blue is left out, because with it the mean has
 * no closed form; use it for grey images, or let the latents carry what the channels share. A grey value between two
 * levels counts as the nearer one. An x outside [0, 1] has no level, and its log probability is NaN. No gradient
 * passes through samples.
 *
 * @throws RangeError unless `mixtures` is an integer of at least 1, `levels` of at least 2, and the minimum from −80 to 80;
 *   by its methods, where the shapes do not fit
 * @example
 * const likelihood = discretizedLogisticMixture({ mixtures: 1 });
 * likelihood.of(tensor2d([[0, 0.5, -3]])).logProb(tensor2d([[128 / 255]]));  // [-3.9281]
 * likelihood.of(tensor2d([[0, 0.25, -9]])).mean();  // [0.25]
 * @see Salimans et al., PixelCNN++, 2017, section 2.1, https://arxiv.org/abs/1701.05517
 */
export function discretizedLogisticMixture(options: DiscretizedLogisticMixtureOptions = {}): Family {
  const {
    mixtures = 5,
    levels = 256,
    minimumLogScale = -7 - Math.LN2,
  } = checkOptions('discretizedLogisticMixture', options, ['mixtures', 'levels', 'minimumLogScale']);
  assertInteger('discretizedLogisticMixture', 'mixtures', mixtures);
  assertInteger('discretizedLogisticMixture', 'levels', levels, 2);
  assertBetween('discretizedLogisticMixture', 'minimumLogScale', minimumLogScale, -80, 80);
  const perFeature = 3 * mixtures;

  /** Three times `[batch, features, mixtures]`. */
  function partsOf(parameters: Tensor) {
    const batch = parameters.shape[0]!;
    const apart = reshape(parameters, [batch, parameters.size / batch / perFeature, perFeature]);
    const [logits, mean, logScale] = split(apart, 3, 2) as [Tensor3D, Tensor3D, Tensor3D];
    return { logits, mean, logScale: where(less(logScale, minimumLogScale), minimumLogScale, logScale) as Tensor3D };
  }

  return checkedFamily({
    name: 'discretizedLogisticMixture',
    support: unitInterval,
    takes: 'log-scales',
    count: perFeature,
    of: (parameters, shape) => ({
      sample: (key) => reshape(discretizedLogisticSample(key, { ...partsOf(parameters), levels }), [...shape]),
      logProb(x) {
        const { logits, mean, logScale } = partsOf(parameters);
        const found = levelsOf(x, levels);
        const level = reshape(found.level, [...logits.shape.slice(0, 2), 1]);
        const components = add(logSoftmax(logits), logisticBin({ level, levels, mean, logScale }));
        const terms = reshape(logSumExp(components, -1), x.shape);
        return sumFeatures('discretizedLogisticMixture', nanOutside(terms, found));
      },
      mean() {
        const { logits, mean, logScale } = partsOf(parameters);
        return reshape(sum(mul(softmax(logits), clippedLogisticMean(mean, logScale)), -1), [...shape]);
      },
    }),
  });
}
