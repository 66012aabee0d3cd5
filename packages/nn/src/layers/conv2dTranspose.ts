import { fusedConv2dTranspose } from '@latentkit/backend';
import { assertPicture, checkOptions, showShape } from '@latentkit/check';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';
import { affine } from './affine.ts';
import { type Conv2dOptions, conv2dOptions, convolvedSize, geometry, pair, type Size } from './convolution.ts';

/** As for `conv2d`, and a size where there is a choice. */
export interface Conv2dTransposeOptions extends Conv2dOptions {
  /**
   * Height and width of the output: any that a `conv2d` of these options takes to the input's. Default: `size × stride`
   * with `'same'`, `(size − 1) × stride + kernel` with `'valid'`.
   */
  readonly outputSize?: Size;
}

/**
 * A transposed convolution: the gradient of `conv2d` with respect to its input, so that it undoes its change of size.
 * `[batch, height, width, channels] -> [batch, height', width', filters]`.
 *
 * Variables: `kernel` `[height, width, filters, channels]` and `bias` `[filters]`.
 *
 * @param filters channels of the output, at least 1
 * @param options kernel size, strides, padding, output size, bias, initialisers
 * @throws TypeError, RangeError for an option that is not as said, or, when built, an output size that does not fit
 * @example
 * const up = conv2dTranspose(1, { kernelSize: 4, strides: 2 });
 * sequential([up], { inputShape: [14, 14, 8], key: key(1) }).outputShape;  // [28, 28, 1]
 *
 * Dumoulin, Visin: A guide to convolution arithmetic for deep learning. 2016.
 */
export function conv2dTranspose(filters: number, options: Conv2dTransposeOptions): Layer {
  checkOptions('conv2dTranspose', options, [...conv2dOptions, 'outputSize']);
  const { kernelSize, strides, padding, weights } = geometry('conv2dTranspose', filters, options);
  const wanted =
    options.outputSize === undefined ? undefined : pair('conv2dTranspose', 'outputSize', options.outputSize);
  return (inputShape, key) => {
    assertPicture('conv2dTranspose', 'inputShape', inputShape);
    const [height, width, channels] = inputShape;
    const sizeOf = (axis: 0 | 1, size: number) => {
      const [kernel, stride] = [kernelSize[axis], strides[axis]];
      const result = wanted?.[axis] ?? (padding === 'same' ? size * stride : (size - 1) * stride + kernel);
      if (convolvedSize(result, kernel, stride, padding) !== size) {
        throw new RangeError(
          `conv2dTranspose: outputSize is ${showShape(wanted ?? [])} but one that strides of ${showShape(strides)} take to ${showShape([height, width])} was expected.`,
        );
      }
      return result;
    };
    const outputShape = [sizeOf(0, height), sizeOf(1, width), filters] as const;
    const area = kernelSize[0] * kernelSize[1];
    return affine(
      'conv2dTranspose',
      {
        inputShape,
        outputShape,
        kernelShape: [...kernelSize, filters, channels],
        fans: { fanIn: area * channels, fanOut: area * filters },
        key,
        weights,
      },
      (input, kernel, end) =>
        fusedConv2dTranspose(input as Tensor4D, kernel as Tensor4D, [input.shape[0]!, ...outputShape], {
          strides,
          pad: padding,
          ...end,
        }),
    );
  };
}
