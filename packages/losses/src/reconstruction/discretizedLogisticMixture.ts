import { assertBetween, assertInteger, checkOptions } from '@latentkit/check';
import {
  add,
  less,
  logSoftmax,
  logSumExp,
  mul,
  neg,
  reshape,
  softmax,
  split,
  sum,
  type Tensor,
  type Tensor3D,
  tidy,
  where,
} from '@tensorflow/tfjs-core';
import { perExample, sumFeatures } from '../sumFeatures.ts';
import { clippedLogisticMean } from './clippedLogisticMean.ts';
import { levelsOf, nanOutside } from './levelsOf.ts';
import type { Likelihood } from './likelihood.ts';
import { logisticBin } from './logisticBin.ts';
import { assertParametersOf, dataShapeOf, parameterShapeOf } from './outputParameters.ts';
import { unitInterval } from './supports.ts';

/** What {@link discretizedLogisticMixture} may be told. */
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
 *   −log p(t | π, m, s) = −Σ log Σ_k softmax(π)_k [σ((t + h − m_k) / eˢᵏ) − σ((t − h − m_k) / eˢᵏ)],   h = ½ / (levels − 1)
 *   mean = Σ_k softmax(π)_k E clip(logistic(m_k, eˢᵏ))       within [0, 1]; rounding to levels moves it by less than h
 *
 * The output `[batch, ..., channels · 3 K]` stands for data `[batch, ..., channels]` in [0, 1]: for a channel its K logits,
 * its K means (in units of the data) and its K log scales lie side by side, channel after channel. The channels of a pixel
 * are independent given the output: the paper's coupling of red, green and blue is left out, because with it the mean has
 * no closed form; use it for grey images, or let the latent code carry what the channels share. A grey value between two
 * levels counts as the nearer one. A target outside [0, 1] has no level, and the loss is NaN.
 *
 * @throws RangeError unless `mixtures` is an integer of at least 1, `levels` of at least 2, and the minimum from −80 to 80;
 *   by its methods, where the shapes do not fit
 * @example
 * const likelihood = discretizedLogisticMixture({ mixtures: 1 });
 * likelihood.negativeLogLikelihood(tensor2d([[0, 0.5, -3]]), tensor2d([[128 / 255]]));  // [3.9281]
 * likelihood.mean(tensor2d([[0, 0.25, -9]]));  // [0.25]
 * @see Salimans et al., PixelCNN++, 2017, section 2.1, https://arxiv.org/abs/1701.05517
 */
export function discretizedLogisticMixture(options: DiscretizedLogisticMixtureOptions = {}): Likelihood {
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
  function parametersOf(output: Tensor) {
    const [batch, size] = perExample('discretizedLogisticMixture', output).shape;
    const apart = reshape(output, [batch, size / perFeature, perFeature]) as Tensor3D;
    const [logits, mean, logScale] = split(apart, 3, 2) as [Tensor3D, Tensor3D, Tensor3D];
    return { logits, mean, logScale: where(less(logScale, minimumLogScale), minimumLogScale, logScale) };
  }

  return {
    name: 'discretizedLogisticMixture',
    support: unitInterval,
    takes: 'log-scales',
    parameterShape: parameterShapeOf('discretizedLogisticMixture', perFeature),
    negativeLogLikelihood(output, target) {
      assertParametersOf('discretizedLogisticMixture.negativeLogLikelihood', output, target, perFeature);
      return tidy(() => {
        const { logits, mean, logScale } = parametersOf(output);
        const found = levelsOf(target, levels);
        const level = reshape(found.level, [...logits.shape.slice(0, 2), 1]);
        const components = add(logSoftmax(logits), logisticBin({ level, levels, mean, logScale }));
        const terms = neg(reshape(logSumExp(components, -1), target.shape));
        return sumFeatures('discretizedLogisticMixture', nanOutside(terms, found));
      });
    },
    mean(output) {
      const shape = dataShapeOf('discretizedLogisticMixture.mean', output, perFeature);
      return tidy(() => {
        const { logits, mean, logScale } = parametersOf(output);
        return reshape(sum(mul(softmax(logits), clippedLogisticMean(mean, logScale)), -1), shape);
      });
    },
  };
}
