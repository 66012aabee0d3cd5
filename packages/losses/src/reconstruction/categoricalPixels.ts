import { crossEntropyFromLogits } from '@latentkit/backend';
import { assertInteger, checkOptions } from '@latentkit/check';
import { cast, linspace, matMul, oneHot, reshape, softmax, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { sumFeatures } from '../sumFeatures.ts';
import { levelsOf, nanOutside } from './levelsOf.ts';
import type { Likelihood } from './likelihood.ts';
import { assertParametersOf, dataShapeOf, parameterShapeOf } from './outputParameters.ts';
import { unitInterval } from './supports.ts';

/** What {@link categoricalPixels} may be told. */
export interface CategoricalPixelsOptions {
  /** How many values a pixel may have, evenly spaced from 0 to 1. Default 256: bytes. */
  readonly levels?: number;
}

/**
 * Every feature takes one of `levels` values, each with a probability of its own: a softmax over pixel values. It assumes
 * nothing about them, not even that neighbours are alike, and needs the most parameters.
 *
 *   −log p(t | l) = −Σ log softmax(l)[k],   k = round(t (levels − 1))      mean = Σ softmax(l)[k] · k/(levels − 1)
 *
 * The output `[batch, ..., channels · levels]` stands for data `[batch, ..., channels]` in [0, 1]: the logits of a
 * channel's levels lie side by side, from black to white, channel after channel. A grey value between two levels counts as
 * the nearer one. A target outside [0, 1] has no level, and the loss is NaN.
 *
 * @throws RangeError unless `levels` is an integer of at least 2; by its methods, where the shapes do not fit
 * @example
 * categoricalPixels({ levels: 4 }).negativeLogLikelihood(tensor2d([[0, 0, 0, 0]]), tensor2d([[1]]));  // [1.3863]
 * categoricalPixels({ levels: 3 }).mean(tensor2d([[0, 0, 0, 50, 0, 0]]));  // [0.5, 0]
 * @see van den Oord et al., Pixel Recurrent Neural Networks, 2016, section 3.3, https://arxiv.org/abs/1601.06759
 */
export function categoricalPixels(options: CategoricalPixelsOptions = {}): Likelihood {
  const { levels = 256 } = checkOptions('categoricalPixels', options, ['levels']);
  assertInteger('categoricalPixels', 'levels', levels, 2);
  return {
    name: 'categoricalPixels',
    support: unitInterval,
    takes: 'logits',
    parameterShape: parameterShapeOf('categoricalPixels', levels),
    negativeLogLikelihood(output, target) {
      assertParametersOf('categoricalPixels.negativeLogLikelihood', output, target, levels);
      return tidy(() => {
        const found = levelsOf(target, levels);
        const chosen = oneHot(cast(reshape(found.level, [-1]), 'int32'), levels) as Tensor2D;
        const terms = crossEntropyFromLogits(reshape(output, [-1, levels]), chosen);
        return sumFeatures('categoricalPixels', nanOutside(reshape(terms, target.shape), found));
      });
    },
    mean(output) {
      const shape = dataShapeOf('categoricalPixels.mean', output, levels);
      return tidy(() => {
        const values = reshape(linspace(0, 1, levels), [levels, 1]) as Tensor2D;
        return reshape(matMul(softmax(reshape(output, [-1, levels]) as Tensor2D), values), shape);
      });
    },
  };
}
