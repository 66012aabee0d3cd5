import { assertBetween, checkOptions } from '@latentkit/check';
import { foldIn, type Key, uniform } from '@latentkit/random';
import {
  cast,
  equal,
  floor,
  matMul,
  mul,
  range,
  reshape,
  sub,
  type Tensor,
  type Tensor3D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { type Augmentation, assertImages } from './augmentation.ts';

/** Options of {@link translation}. */
export interface TranslationOptions {
  /** The farthest an image is moved, as a part of its height and width, from 0 to 1. Default 1/8. */
  readonly ratio?: number;
}

/**
 * Moves each image by whole pixels, at random in both directions; what comes in from outside is 0.
 *
 *   shift ~ uniform on the integers from −n to n,   n = round(ratio · size), for height and width
 *
 * @returns an augmentation; it throws a RangeError for what are no images
 * @throws TypeError, RangeError for a ratio that is not from 0 to 1
 * @example
 * translation({ ratio: 0 })(ones([1, 1, 2, 1]), key(1)); // [1, 1]
 *
 * Zhao et al., "Differentiable Augmentation for Data-Efficient GAN Training", 2020, https://arxiv.org/abs/2006.10738
 */
export function translation(options: TranslationOptions = {}): Augmentation {
  const { ratio = 1 / 8 } = checkOptions('translation', options, ['ratio']);
  assertBetween('translation', 'ratio', ratio, 0, 1);
  return (data, key) => {
    assertImages('translation', data);
    return tidy(() => {
      const moved = moveRows(data, ratio, foldIn(key, 0));
      return transpose(moveRows(transpose(moved, [0, 2, 1, 3]), ratio, foldIn(key, 1)), [0, 2, 1, 3]);
    });
  };
}

/** A product with a matrix that moves rows, so that it has gradients of every order. */
function moveRows(data: Tensor, ratio: number, key: Key): Tensor {
  const [batch, rows] = data.shape as [number, number];
  const farthest = Math.round(ratio * rows);
  const shift = sub(floor(mul(uniform(key, [batch, 1, 1]), 2 * farthest + 1)), farthest);
  const position = range(0, rows);
  const source = sub(reshape(position, [1, rows, 1]), shift);
  const moves = cast(equal(source, reshape(position, [1, 1, rows])), 'float32') as Tensor3D;
  return reshape(matMul(moves, reshape(data, [batch, rows, -1])), data.shape);
}
