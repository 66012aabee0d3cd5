import { fusedConv2d } from '@latentkit/backend';
import { assertPicture, checkOptions, showShape } from '@latentkit/check';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';
import { affine } from './affine.ts';
import { type Conv2dOptions, conv2dOptions, convolvedSize, geometry } from './convolution.ts';

/**
 * A convolution (to be exact: a cross-correlation, as everywhere in deep learning) of pictures:
 * `[batch, height, width, channels] -> [batch, height', width', filters]`.
 *
 *   height' = ⌈height / stride⌉ with `'same'`,  ⌊(height − kernel) / stride⌋ + 1 with `'valid'`
 *
 * `'same'` pads as TensorFlow: where the padding is odd, the extra zero is below and on the right. (PyTorch's
 * `padding=1` with a 4×4 kernel and stride 2 is the same on even sizes.)
 *
 * Variables: `kernel` `[height, width, channels, filters]` and `bias` `[filters]`.
 *
 * @param filters channels of the output, at least 1
 * @param options kernel size, strides, padding, bias, initialisers
 * @throws TypeError, RangeError for an option that is not as said, or, when built, if the kernel does not fit the input
 * @example
 * sequential([conv2d(8, { kernelSize: 4, strides: 2 })], { inputShape: [28, 28, 1], key: key(1) }).outputShape;  // [14, 14, 8]
 */
export function conv2d(filters: number, options: Conv2dOptions): Layer {
  checkOptions('conv2d', options, conv2dOptions);
  const { kernelSize, strides, padding, weights } = geometry('conv2d', filters, options);
  return (inputShape, key) => {
    assertPicture('conv2d', 'inputShape', inputShape);
    const [height, width, channels] = inputShape;
    const outputShape = [
      convolvedSize(height, kernelSize[0], strides[0], padding),
      convolvedSize(width, kernelSize[1], strides[1], padding),
      filters,
    ];
    if (outputShape.some((size) => size < 1)) {
      throw new RangeError(
        `conv2d: inputShape is ${showShape(inputShape)} but at least the kernel's ${showShape(kernelSize)} was expected, as padding is 'valid'.`,
      );
    }
    const area = kernelSize[0] * kernelSize[1];
    return affine(
      'conv2d',
      {
        inputShape,
        outputShape,
        kernelShape: [...kernelSize, channels, filters],
        fans: { fanIn: area * channels, fanOut: area * filters },
        key,
        weights,
      },
      (input, kernel, end) => fusedConv2d(input as Tensor4D, kernel as Tensor4D, { strides, pad: padding, ...end }),
    );
  };
}
