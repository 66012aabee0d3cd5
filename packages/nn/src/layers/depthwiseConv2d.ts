import { assertPicture, checkOptions, showShape } from '@latentkit/check';
import { add, depthwiseConv2d as depthwise, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';
import { affine } from './affine.ts';
import { type Conv2dOptions, conv2dOptions, convolvedSize, geometry } from './convolution.ts';
import { perChannel } from './perChannel.ts';

/**
 * A convolution of each channel by itself, with a kernel of its own: `[batch, height, width, channels] ->
 * [batch, height', width', channels]`. Between two `conv2d` with kernels of 1×1, which mix the channels, it takes the place of
 * a `conv2d` at a fraction of its cost. It is the grouped convolution of which every group is one channel.
 *
 * Variables: `kernel` `[height, width, channels, 1]` and `bias` `[channels]`.
 *
 * @param options kernel size, strides, padding, bias, initialisers, as for `conv2d`
 * @throws TypeError, RangeError for an option that is not as said, or, when built, if the kernel does not fit the input
 * @example
 * sequential([depthwiseConv2d({ kernelSize: 3 })], { inputShape: [7, 7, 8], key: key(1) }).outputShape;  // [7, 7, 8]
 *
 * Chollet: Xception: deep learning with depthwise separable convolutions. CVPR 2017.
 */
export function depthwiseConv2d(options: Conv2dOptions): Layer {
  checkOptions('depthwiseConv2d', options, conv2dOptions);
  const { kernelSize, strides, padding, weights } = geometry('depthwiseConv2d', 1, options);
  return (inputShape, key) => {
    assertPicture('depthwiseConv2d', 'inputShape', inputShape);
    const [height, width, channels] = inputShape;
    const outputShape = [
      convolvedSize(height, kernelSize[0], strides[0], padding),
      convolvedSize(width, kernelSize[1], strides[1], padding),
      channels,
    ];
    if (outputShape.some((size) => size < 1)) {
      throw new RangeError(
        `depthwiseConv2d: inputShape is ${showShape(inputShape)} but at least the kernel's ${showShape(kernelSize)} was expected, as padding is 'valid'.`,
      );
    }
    const area = kernelSize[0] * kernelSize[1];
    const { applyThen: _, ...network } = affine(
      'depthwiseConv2d',
      {
        inputShape,
        outputShape,
        kernelShape: [...kernelSize, channels, 1],
        fans: { fanIn: area, fanOut: area },
        key,
        weights,
      },
      (input, kernel, { bias }) =>
        tidy(() => {
          const output = depthwise(input as Tensor4D, kernel as Tensor4D, strides, padding);
          return bias ? perChannel(output, (flat) => add(flat, bias)) : output;
        }),
    );
    return network;
  };
}
