import { assertBetween, checkOptions } from '@latentkit/check';
import { foldIn, type Key, uniform } from '@latentkit/random';
import {
  cast,
  floor,
  greaterEqual,
  less,
  logicalAnd,
  mul,
  range,
  reshape,
  sub,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { type Augmentation, assertImages } from './augmentation.ts';

/** Options of {@link cutout}. */
export interface CutoutOptions {
  /** Height and width of what is cut out, as a part of those of the image, from 0 to 1. Default 1/2. */
  readonly ratio?: number;
}

/**
 * Sets a box of each image to 0, at random places, in part beyond the border.
 *
 * @returns an augmentation; it throws a RangeError for what are no images
 * @throws TypeError, RangeError for a ratio that is not from 0 to 1
 * @example
 * cutout({ ratio: 0 })(ones([1, 1, 2, 1]), key(1)); // [1, 1]
 *
 * DeVries & Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", 2017,
 * https://arxiv.org/abs/1708.04552; Zhao et al., "Differentiable Augmentation for Data-Efficient GAN Training", 2020,
 * https://arxiv.org/abs/2006.10738
 */
export function cutout(options: CutoutOptions = {}): Augmentation {
  const { ratio = 1 / 2 } = checkOptions('cutout', options, ['ratio']);
  assertBetween('cutout', 'ratio', ratio, 0, 1);
  return (data, key) => {
    assertImages('cutout', data);
    const [batch, height, width] = data.shape;
    return tidy(() => {
      const rows = reshape(within(batch, height, ratio, foldIn(key, 0)), [batch, height, 1, 1]);
      const columns = reshape(within(batch, width, ratio, foldIn(key, 1)), [batch, 1, width, 1]);
      return mul(data, sub(1, mul(rows, columns)));
    });
  };
}

/** `[batch, size]`: 1 from a random position on, for `ratio · size` pixels, and 0 elsewhere. */
function within(batch: number, size: number, ratio: number, key: Key): Tensor {
  const length = Math.round(ratio * size);
  // The centre may be any pixel.
  const start = sub(floor(mul(uniform(key, [batch, 1]), size + 1 - (length % 2))), Math.floor(length / 2));
  const offset = sub(reshape(range(0, size), [1, size]), start);
  return cast(logicalAnd(greaterEqual(offset, 0), less(offset, length)), 'float32');
}
