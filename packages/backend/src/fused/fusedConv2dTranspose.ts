import { assertShape, assertTensor } from '@latentkit/check';
import {
  add,
  conv2dTranspose,
  elu,
  leakyRelu,
  relu,
  relu6,
  reshape,
  sigmoid,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { Activation } from './activation.ts';
import { checkFusedOptions } from './checkFusedOptions.ts';
import type { FusedOptions } from './fusedMatMul.ts';
import { ConvTranspose } from './kernelNames.ts';
import { kernelOr } from './kernelOr.ts';

/** How the filter of {@link fusedConv2dTranspose} moves over the picture it makes. */
export interface FusedConv2dTransposeOptions extends FusedOptions {
  /** Pixels of the result from one pixel of `x` to the next, down and across. */
  readonly strides: number | [number, number];
  /** What a convolution that takes the result back to `x` is padded by. */
  readonly pad: 'same' | 'valid';
}

/** The shape of what a transposed convolution makes. */
type Shape = [batch: number, height: number, width: number, filters: number];

/**
 * A transposed convolution layer, on 'wasm' in one kernel: `activation(conv2dTranspose(x, filter) + bias)`. It has
 * gradients of every order.
 *
 * @param x `[batch, height, width, channels]`
 * @param filter `[filterHeight, filterWidth, filters, channels]`
 * @param outputShape `[batch, height', width', filters]`: one that a convolution of these options takes to the shape of x
 * @param options strides, padding, bias `[filters]` and activation
 * @returns a tensor of `outputShape`
 * @throws TypeError unless float32 tensors, Error where the shapes do not fit
 * @example
 * const filter = tensor4d([1, 2, 3, 4], [2, 2, 1, 1]);
 * fusedConv2dTranspose(ones([1, 1, 1, 1]), filter, [1, 2, 2, 1], { strides: 2, pad: 'valid' });  // [1, 2, 3, 4]
 */
export function fusedConv2dTranspose(
  x: Tensor4D,
  filter: Tensor4D,
  outputShape: Shape,
  options: FusedConv2dTransposeOptions,
): Tensor4D {
  assertTensor('fusedConv2dTranspose', 'x', x);
  assertTensor('fusedConv2dTranspose', 'filter', filter);
  assertShape('fusedConv2dTranspose', 'outputShape', outputShape);
  const { strides, pad, bias, activation } = checkFusedOptions('fusedConv2dTranspose', options, ['strides', 'pad']);
  const attrs = {
    inputShape: outputShape,
    strides,
    pad,
    dataFormat: 'NHWC',
    activation: activation?.name ?? 'linear',
    leakyreluAlpha: activation?.slope ?? 0.2,
  };
  return kernelOr<Tensor4D>(ConvTranspose, { dy: x, filter, ...(bias && { bias }) }, attrs, () => {
    const output = conv2dTranspose(x, filter, outputShape, strides, pad);
    // One row for each pixel: the gradient of the bias is then a sum over one axis, several times faster than over three.
    const moved = bias ? (reshape(add(reshape(output, [-1, outputShape[3]]), bias), outputShape) as Tensor4D) : output;
    return activation ? activate(moved, activation) : moved;
  });
}

const activations = { relu, relu6, elu, sigmoid } as const;

function activate<T extends Tensor>(x: T, { name, slope = 0.2 }: Activation): T {
  return name === 'leakyrelu' ? leakyRelu(x, slope) : activations[name](x);
}
