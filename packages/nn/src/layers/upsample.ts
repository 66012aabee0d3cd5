import { assertBatchOf, assertOneOf, assertPicture, checkOptions } from '@latentkit/check';
import { image, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';
import { pair, type Size } from './convolution.ts';

/** The settings of `upsample`. */
export interface UpsampleOptions {
  /** `'nearest'` repeats each pixel, `'bilinear'` passes from the centre of one to that of the next. Default `'nearest'`. */
  readonly method?: 'nearest' | 'bilinear';
}

/**
 * Larger pictures, without weights: `[batch, height, width, channels] -> [batch, height', width', channels]`. Before a
 * convolution it takes the place of a `conv2dTranspose`, and leaves no checkerboard.
 *
 * `'bilinear'` is PyTorch's `align_corners=False`.
 *
 * @param factor of both sides, or `[height, width]`: integers of at least 1. Default 2
 * @param options method
 * @throws TypeError, RangeError for an argument out of range, or, when built, unless the input is a picture
 * @example
 * const network = sequential([upsample([1, 2])], { inputShape: [1, 2, 1], key: key(1) });
 * network.apply(tensor4d([1, 2], [1, 1, 2, 1]));  // [1, 1, 2, 2]
 *
 * Odena, Dumoulin, Olah: Deconvolution and checkerboard artifacts. Distill 2016.
 */
export function upsample(factor: Size = 2, options: UpsampleOptions = {}): Layer {
  const [down, across] = pair('upsample', 'factor', factor);
  const { method = 'nearest' } = checkOptions('upsample', options, ['method']);
  assertOneOf('upsample', 'method', method, ['nearest', 'bilinear'] as const);
  return (inputShape) => {
    assertPicture('upsample', 'inputShape', inputShape);
    const [height, width, channels] = inputShape;
    const size: [number, number] = [height * down, width * across];
    return {
      inputShape,
      outputShape: [...size, channels],
      variables: {},
      outputRange: (range) => range,
      apply(input) {
        assertBatchOf('upsample', 'input', input, inputShape);
        return tidy(() =>
          method === 'nearest'
            ? image.resizeNearestNeighbor(input as Tensor4D, size)
            : image.resizeBilinear(input as Tensor4D, size, false, true),
        );
      },
    };
  };
}
