import * as tf from '@tensorflow/tfjs-core';
import { numbers, op } from '../opCase.ts';
import { at, build, type Plain } from '../plain.ts';
import { convolve, depthwise, type Window, words } from './convolutions.ts';

const add = (x: Plain, bias: Plain) => build(x.shape, (index) => at(x, index) + at(bias, [index.at(-1)!]));

/** With a bias, of which layers are made; both filters are of one shape. */
const withBias = (
  name: 'conv2d' | 'depthwiseConv2d',
  plain: (x: Plain, filter: Plain, window: Window) => Plain,
  window: Window,
  filters: number,
) =>
  op(
    `fused.${name}, ${words(window)}`,
    [numbers([1, 4, 4, 2]), numbers([2, 2, 2, 2], -1, 1, 1), numbers([filters], -1, 1, 2)],
    (x, w, bias) =>
      tf.fused[name]({
        x: x as tf.Tensor4D,
        filter: w as tf.Tensor4D,
        bias: bias!,
        strides: window.stride ?? 1,
        pad: window.pad ?? 'same',
        dilations: window.dilation ?? 1,
      }),
    (x, w, bias) => add(plain(x!, w!, window), bias!),
  );

export const fusedConvolutions = [
  withBias('conv2d', convolve, { pad: 'valid' }, 2),
  withBias('conv2d', convolve, { pad: 'same', dilation: 2 }, 2),
  withBias('depthwiseConv2d', depthwise, { pad: 'same', dilation: 2 }, 4),
];
