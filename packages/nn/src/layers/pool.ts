import { assertBatchOf, assertOneOf, assertPicture, checkOptions, showShape } from '@latentkit/check';
import { avgPool, maxPool as maxPoolOf, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';
import { type Conv2dOptions, convolvedSize, pair, type Size } from './convolution.ts';

/** How a window goes over a picture. */
export interface PoolOptions extends Pick<Conv2dOptions, 'padding'> {
  /** Pixels from one window to the next. Default: the size of the window. */
  readonly strides?: Size;
}

/**
 * The mean of each window, per channel: `[batch, height, width, channels] -> [batch, height', width', channels]`. With the
 * size of the input it is the mean over all positions. Padding is not counted.
 *
 * @param size of the window, `[height, width]` or one number for both. Default 2
 * @param options strides and padding, here `'valid'` by default
 * @throws TypeError, RangeError for an argument out of range, or, when built, if the window does not fit the input
 * @example
 * const network = sequential([averagePool(2)], { inputShape: [2, 2, 1], key: key(1) });
 * network.apply(tensor4d([1, 2, 3, 6], [1, 2, 2, 1]));  // [3]
 */
export function averagePool(size: Size = 2, options: PoolOptions = {}): Layer {
  return pool('averagePool', avgPool, size, options);
}

/**
 * The greatest value of each window, per channel: `[batch, height, width, channels] -> [batch, height', width', channels]`.
 *
 * @param size of the window, `[height, width]` or one number for both. Default 2
 * @param options strides and padding, here `'valid'` by default
 * @throws TypeError, RangeError for an argument out of range, or, when built, if the window does not fit the input
 * @example
 * const network = sequential([maxPool(2)], { inputShape: [2, 2, 1], key: key(1) });
 * network.apply(tensor4d([1, 2, 3, 6], [1, 2, 2, 1]));  // [6]
 */
export function maxPool(size: Size = 2, options: PoolOptions = {}): Layer {
  return pool('maxPool', maxPoolOf, size, options);
}

function pool(caller: string, operation: typeof avgPool, size: Size, options: PoolOptions): Layer {
  const window = pair(caller, 'size', size);
  const { strides = window, padding = 'valid' } = checkOptions(caller, options, ['strides', 'padding']);
  const steps = pair(caller, 'strides', strides);
  assertOneOf(caller, 'padding', padding, ['same', 'valid'] as const);
  return (inputShape) => {
    assertPicture(caller, 'inputShape', inputShape);
    const [height, width, channels] = inputShape;
    const outputShape = [
      convolvedSize(height, window[0], steps[0], padding),
      convolvedSize(width, window[1], steps[1], padding),
      channels,
    ];
    if (outputShape.some((length) => length < 1)) {
      throw new RangeError(
        `${caller}: inputShape is ${showShape(inputShape)} but at least the window's ${showShape(window)} was expected, as padding is 'valid'.`,
      );
    }
    return {
      inputShape,
      outputShape,
      variables: {},
      outputRange: (range) => range,
      apply(input) {
        assertBatchOf(caller, 'input', input, inputShape);
        return tidy(() => operation(input as Tensor4D, window, steps, padding));
      },
    };
  };
}
