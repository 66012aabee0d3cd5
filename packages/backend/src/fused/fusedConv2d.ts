import { assertTensor } from '@latentkit/check';
import { engine, FusedConv2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { checkFusedOptions } from './checkFusedOptions.ts';
import type { FusedOptions } from './fusedMatMul.ts';

/** How the filter of {@link fusedConv2d} moves over the picture. */
export interface FusedConv2dOptions extends FusedOptions {
  /** Pixels from one position to the next, down and across. */
  readonly strides: number | [number, number];
  /** `'same'`, `'valid'`, or zeros on every side. */
  readonly pad: 'same' | 'valid' | number;
  /** Pixels from one tap of the filter to the next. Default 1. */
  readonly dilations?: number | [number, number];
}

/**
 * A convolution layer in one kernel, forward and, on 'wasm', backward: `activation(conv2d(x, filter) + bias)`. It has
 * gradients of every order.
 *
 * @param x `[batch, height, width, channels]`
 * @param filter `[filterHeight, filterWidth, channels, filters]`
 * @param options strides, padding, dilations, bias `[filters]` and activation
 * @returns `[batch, height', width', filters]`
 * @throws TypeError unless float32 tensors, Error where the shapes do not fit
 * @example
 * fusedConv2d(ones([1, 2, 2, 1]), ones([2, 2, 1, 1]), { strides: 1, pad: 'valid' }).shape;  // [1, 1, 1, 1]
 */
export function fusedConv2d(x: Tensor4D, filter: Tensor4D, options: FusedConv2dOptions): Tensor4D {
  assertTensor('fusedConv2d', 'x', x);
  assertTensor('fusedConv2d', 'filter', filter);
  const {
    strides,
    pad,
    dilations = 1,
    bias,
    activation,
  } = checkFusedOptions('fusedConv2d', options, ['strides', 'pad', 'dilations']);
  return engine().runKernel(
    FusedConv2D,
    { x, filter, ...(bias && { bias }) },
    {
      strides,
      pad,
      dataFormat: 'NHWC',
      dilations,
      activation: activation?.name ?? 'linear',
      leakyreluAlpha: activation?.slope ?? 0.2,
    },
  );
}
