import { expectAllClose, expectNoLeak } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../useBackend.ts';

beforeAll(async () => {
  await useBackend('wasm');
});

describe('unsortedSegmentSum', () => {
  it('sums rows by segment and drops ids out of range', async () => {
    const x = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [4, 2]);
    await expectAllClose(tf.unsortedSegmentSum(x, tf.tensor1d([2, 0, 2, -1], 'int32'), 4), [3, 4, 0, 0, 6, 8, 0, 0]);
    await expectAllClose(tf.unsortedSegmentSum(x, tf.tensor1d([1, 1, 1, 9], 'int32'), 2), [0, 0, 9, 12]);
  });

  it('writes nothing beyond its result', async () => {
    const before = Array.from({ length: 41 }, (_, i) => tf.fill([2, 2], i));
    // The result takes the place of the one that is freed, between the others.
    before.splice(20, 1)[0]!.dispose();
    const x = tf.fill([80, 2], 1000);
    const sum = tf.unsortedSegmentSum(x, tf.range(-40, 40, 1, 'int32') as tf.Tensor1D, 2);
    await expectAllClose(sum, [1000, 1000, 1000, 1000]);
    await expectAllClose(
      tf.stack(before),
      before.flatMap((_, i) => new Array(4).fill(i < 20 ? i : i + 1)),
    );
  });

  it('keeps integers', () => {
    const sum = tf.unsortedSegmentSum(tf.tensor1d([1, 2, 3], 'int32'), tf.tensor1d([0, 1, 0], 'int32'), 2);
    expect(sum.dtype).toBe('int32');
    expect([...sum.dataSync()]).toEqual([4, 2]);
  });

  it('is the gradient of gather', async () => {
    const table = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
    const gradient = tf.grad((t) => tf.sum(tf.square(tf.gather(t, tf.tensor1d([2, 0, 2], 'int32')))))(table);
    await expectAllClose(gradient, [2, 4, 0, 0, 20, 24]);
  });

  it('leaks nothing', async () => {
    const x = tf.ones([4, 2]);
    const ids = tf.tensor1d([0, 1, 0, 1], 'int32');
    await expectNoLeak(() => tf.unsortedSegmentSum(x, ids, 2).dispose());
  });
});

describe('prod', () => {
  it('is 1 of no numbers, along an axis counted from either end', async () => {
    for (const axis of [1, -1, [0, -1]]) {
      // What was in the heap before.
      tf.fill([2], 7).dispose();
      const x = tf.zeros([2, 0]);
      await expectAllClose(tf.prod(x, axis), Array.isArray(axis) ? [1] : [1, 1]);
    }
    await expectAllClose(tf.prod(tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), -1), [6, 120]);
    await expectAllClose(tf.prod(tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), -2), [4, 10, 18]);
  });
});

describe('clipByValue', () => {
  it('keeps NaN', async () => {
    await expectAllClose(tf.clipByValue(tf.tensor1d([-5, Number.NaN, 0.5, 5]), -1, 1), [-1, Number.NaN, 0.5, 1]);
  });
});
