import { crossEntropyFromLogits } from '@latentkit/backend';
import { assertInteger, checkOptions } from '@latentkit/check';
import { categorical } from '@latentkit/random';
import { sumFeatures } from '@latentkit/shared';
import { cast, linspace, matMul, mul, neg, oneHot, reshape, softmax, type Tensor2D } from '@tensorflow/tfjs-core';
import { checkedFamily } from '../checked.ts';
import type { Family } from '../family.ts';
import { levelsOf, nanOutside } from './levelsOf.ts';
import { unitInterval } from './supports.ts';

/** Options of {@link categoricalPixels}. */
export interface CategoricalPixelsOptions {
  /** How many values a pixel may have, evenly spaced from 0 to 1. Default 256: bytes. */
  readonly levels?: number;
}

/**
 * Every feature takes one of `levels` values, each with a probability of its own: a softmax over pixel values. It assumes
 * nothing about them, not even that neighbours are alike, and needs the most parameters.
 *
 *   log p(x | l) = Σ log softmax(l)[k],   k = round(x (levels − 1))      mean = Σ softmax(l)[k] · k/(levels − 1)
 *
 * Parameters `[batch, ..., channels · levels]` stand for data `[batch, ..., channels]` in [0, 1]: the logits of a
 * channel's levels lie side by side, from black to white, channel after channel. A grey value between two levels counts as
 * the nearer one. An x outside [0, 1] has no level, and its log probability is NaN. No gradient passes through samples.
 *
 * @throws RangeError unless `levels` is an integer of at least 2; by its methods, where the shapes do not fit
 * @example
 * categoricalPixels({ levels: 4 }).of(tensor2d([[0, 0, 0, 0]])).logProb(tensor2d([[1]]));  // [-1.3863]
 * categoricalPixels({ levels: 3 }).of(tensor2d([[0, 0, 0, 50, 0, 0]])).mean();  // [0.5, 0]
 * @see van den Oord et al., Pixel Recurrent Neural Networks, 2016, section 3.3, https://arxiv.org/abs/1601.06759
 */
export function categoricalPixels(options: CategoricalPixelsOptions = {}): Family {
  const { levels = 256 } = checkOptions('categoricalPixels', options, ['levels']);
  assertInteger('categoricalPixels', 'levels', levels, 2);
  return checkedFamily({
    name: 'categoricalPixels',
    support: unitInterval,
    takes: 'logits',
    count: levels,
    of(parameters, shape) {
      const logits = () => reshape(parameters, [-1, levels]) as Tensor2D;
      return {
        sample: (key) => mul(reshape(categorical(key, logits()), [...shape]), 1 / (levels - 1)),
        logProb(x) {
          const found = levelsOf(x, levels);
          const chosen = oneHot(cast(reshape(found.level, [-1]), 'int32'), levels) as Tensor2D;
          const terms = neg(crossEntropyFromLogits(logits(), chosen));
          return sumFeatures('categoricalPixels', nanOutside(reshape(terms, x.shape), found));
        },
        mean() {
          const values = reshape(linspace(0, 1, levels), [levels, 1]) as Tensor2D;
          return reshape(matMul(softmax(logits()), values), [...shape]);
        },
      };
    },
  });
}
