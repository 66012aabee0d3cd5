import { expectAllClose } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { useBackend } from '../useBackend.ts';
import { expectNoDataLeft, random, taps } from './windows.test-util.ts';

beforeAll(async () => {
  await useBackend('wasm');
});

type Shape = [number, number, number, number, number];

it.each([
  [[2, 4, 5, 3, 3], [2, 3, 2], 5, [1, 2, 1], 'same'],
  [[1, 4, 5, 3, 1], [2, 3, 2], 2, [1, 1, 1], 'valid'],
  [[2, 3, 3, 3, 6], [1, 1, 1], 9, [2, 2, 2], 'same'],
  [[1, 1, 1, 1, 4], [3, 3, 3], 4, [1, 1, 1], 'same'],
] as [Shape, [number, number, number], number, [number, number, number], 'same' | 'valid'][])(
  'x %j, filter %j -> %i, strides %j, pad %s',
  async (shape, size, filters, strides, pad) => {
    const filterShape = [...size, shape[4], filters] as Shape;
    const info = tf.backend_util.computeConv3DInfo(shape, filterShape, strides, 1, pad);
    const tensors = [random(shape, 1), random(filterShape, 2), random(info.outShape, 3)] as const;
    const [xs, fs, ds] = await Promise.all(tensors.map((tensor) => tensor.data()));
    const [y, dx, df] = [tensors[2].size, tensors[0].size, tensors[1].size].map((size) => new Float64Array(size));
    for (const { input, output, tap } of taps(info))
      for (let c = 0; c < shape[4]; c++)
        for (let o = 0; o < filters; o++) {
          const [i, f, j] = [input * shape[4] + c, (tap * shape[4] + c) * filters + o, output * filters + o];
          y![j]! += xs![i]! * fs![f]!;
          dx![i]! += ds![j]! * fs![f]!;
          df![f]! += ds![j]! * xs![i]!;
        }
    const [x, filter, dy] = tensors as unknown as [tf.Tensor5D, tf.Tensor5D, tf.Tensor5D];
    const conv = (x: tf.Tensor, filter: tf.Tensor) => tf.conv3d(x as tf.Tensor5D, filter as tf.Tensor5D, strides, pad);
    const tolerance = { relative: 1e-4, absolute: 1e-5 };
    await expectAllClose(conv(x, filter), y!, tolerance);
    const [gotX, gotFilter] = tf.grads(conv)([x, filter], dy);
    await expectAllClose(gotX!, dx!, tolerance);
    await expectAllClose(gotFilter!, df!, tolerance);
    expectNoDataLeft(() => tf.grads(conv)([x, filter], dy));
    expect(gotX!.shape).toEqual(shape);
  },
);
