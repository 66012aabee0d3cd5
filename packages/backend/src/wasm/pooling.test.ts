import { expectAllClose } from '@latentkit/testing';
import { fc } from '@latentkit/testing/properties';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../useBackend.ts';
import { expectNoDataLeft, pictures, random, taps } from './windows.test-util.ts';

beforeAll(async () => {
  await useBackend('wasm');
});

type Info = tf.backend_util.Conv2DInfo | tf.backend_util.Conv3DInfo;

/** Largest numbers or means by the definition, and how they change with x; of equal largest ones the first counts. */
function reference(x: ArrayLike<number>, dy: ArrayLike<number>, info: Info, largest: boolean) {
  const channels = info.inChannels;
  const outputs = info.outShape.slice(0, -1).reduce((a, b) => a * b, 1);
  const windows = Array.from({ length: outputs }, () => [] as number[]);
  for (const { input, output } of taps(info)) windows[output]!.push(input);
  const y = new Float64Array(outputs * channels);
  const dx = new Float64Array(x.length);
  windows.forEach((inputs, output) => {
    for (let c = 0; c < channels; c++) {
      const values = inputs.map((input) => x[input * channels + c]!);
      const at = output * channels + c;
      if (largest) {
        y[at] = Math.max(...values);
        dx[inputs[values.indexOf(y[at]!)]! * channels + c]! += dy[at]!;
      } else {
        y[at] = values.reduce((a, b) => a + b, 0) / values.length;
        for (const input of inputs) dx[input * channels + c]! += dy[at]! / values.length;
      }
    }
  });
  return { y, dx };
}

describe.each([['max'], ['avg']] as const)('%sPool', (kind) => {
  const pool = (x: tf.Tensor, size: [number, number], stride: number, pad: 'same' | 'valid' | number) =>
    (kind === 'max' ? tf.maxPool : tf.avgPool)(x as tf.Tensor4D, size, stride, pad);

  it('does what its definition says, and so does its gradient', async () => {
    await fc.assert(
      fc.asyncProperty(pictures, fc.double({ min: -2, max: 2 }), async ({ shape, size, stride, pad }, shift) => {
        const info = tf.backend_util.computePool2DInfo(shape, size, stride, 1, pad);
        const x = tf.add(random(shape, 1), shift);
        const dy = random<tf.Tensor>(info.outShape, 2);
        const expected = reference(await x.data(), await dy.data(), info, kind === 'max');
        await expectAllClose(pool(x, size, stride, pad), expected.y);
        const dx = tf.grad((x) => pool(x, size, stride, pad))(x, dy);
        await expectAllClose(dx, expected.dx, { absolute: 1e-5 });
      }),
      { numRuns: 40 },
    );
  });

  it('does so in three dimensions', async () => {
    const pool3d = kind === 'max' ? tf.maxPool3d : tf.avgPool3d;
    for (const pad of ['same', 'valid'] as const) {
      const shape = [2, 4, 5, 3, 5] as [number, number, number, number, number];
      const info = tf.backend_util.computePool3DInfo(shape, [2, 3, 2], [2, 1, 1], 1, pad);
      const x = tf.sub(random(shape, 1), 3) as tf.Tensor5D;
      const dy = random<tf.Tensor>(info.outShape, 2);
      const expected = reference(await x.data(), await dy.data(), info, kind === 'max');
      const run = (x: tf.Tensor) => pool3d(x as tf.Tensor5D, [2, 3, 2], [2, 1, 1], pad);
      await expectAllClose(run(x), expected.y);
      await expectAllClose(tf.grad(run)(x, dy), expected.dx, { absolute: 1e-5 });
    }
  });

  it('takes a batch of nothing', () => {
    expect(pool(tf.zeros([0, 4, 4, 3]), [2, 2], 2, 'same').shape).toEqual([0, 2, 2, 3]);
  });

  it('leaves nothing behind', () => {
    const x = random([2, 6, 6, 5], 1);
    expectNoDataLeft(() => pool(x, [3, 3], 2, 'same'));
    expectNoDataLeft(() => tf.grad((x) => pool(x, [3, 3], 2, 'same'))(x));
  });
});

describe('maxPool', () => {
  it('has its gradient where all numbers are negative or zero', async () => {
    const x = tf.tensor4d([-4, -3, -2, -1], [1, 2, 2, 1]);
    await expectAllClose(tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'))(x), [0, 0, 0, 1]);
    await expectAllClose(tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'))(tf.zerosLike(x)), [1, 0, 0, 0]);
  });

  it('leaves out NaN, as everywhere in tfjs, unless there is nothing else', async () => {
    const x = tf.tensor4d([Number.NaN, 1, Number.NaN, Number.NaN], [1, 2, 2, 1]);
    await expectAllClose(tf.maxPool(x, [1, 2], 1, 'valid'), [1, Number.NaN]);
    await expectAllClose(tf.maxPool(tf.tensor4d([-Infinity, Infinity], [1, 1, 2, 1]), [1, 2], 1, 'same'), [
      Infinity,
      Infinity,
    ]);
  });

  it('keeps whole numbers whole', async () => {
    const y = tf.maxPool(tf.tensor4d([1, 4, 3, 2], [1, 2, 2, 1], 'int32'), 2, 2, 'valid');
    expect(y.dtype).toBe('int32');
    await expectAllClose(y, [4]);
  });
});

describe('maxPoolWithArgmax', () => {
  it('says where, also of negative numbers', async () => {
    const x = tf.tensor4d([-4, -3, -2, -1, -5, -6, -7, -8], [2, 2, 2, 1]);
    const { result, indexes } = tf.maxPoolWithArgmax(x, 2, 2, 'valid', true);
    await expectAllClose(result!, [-1, -5]);
    await expectAllClose(indexes!, [3, 4]);
  });
});
