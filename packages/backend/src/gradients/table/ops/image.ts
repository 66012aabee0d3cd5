import * as tf from '@tensorflow/tfjs-core';
import { numbers, op } from '../opCase.ts';
import { at, build } from '../plain.ts';

export const imageOps = [
  op(
    'dilation2d',
    [numbers([1, 3, 3, 1], -1.5, 0.5), numbers([2, 2, 1], -0.5, 0.5, 1)],
    (x, filter) => tf.dilation2d(x as tf.Tensor4D, filter as tf.Tensor3D, 1, 'valid'),
    (x, filter) =>
      build([1, 2, 2, 1], ([, i, j]) =>
        Math.max(
          ...[0, 1, 2, 3].map((k) => at(x!, [0, i! + (k >> 1), j! + (k & 1), 0]) + at(filter!, [k >> 1, k & 1, 0])),
        ),
      ),
  ),
  op(
    'image.cropAndResize',
    [numbers([1, 2, 2, 1])],
    (x) => tf.image.cropAndResize(x as tf.Tensor4D, tf.tensor2d([[0, 0, 1, 1]]), tf.tensor1d([0], 'int32'), [2, 2]),
    (x) => x!,
  ),
];
