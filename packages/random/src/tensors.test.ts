import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { bernoulli, categorical, type Key, key, normal, normalValues, uniform, uniformValues } from './index.ts';

const exactly = { relative: 0, absolute: 0 };

onEveryBackend(() => {
  describe('tensors', () => {
    it('uniform', async () => {
      const plain = uniform(key(5), [3, 4]);
      expect([plain.shape, plain.dtype]).toEqual([[3, 4], 'float32']);
      await expectAllClose(plain, uniformValues(key(5), 12), exactly);
      const values = await uniform(key(5), [1000], { minimum: -3, maximum: 5 }).data();
      const lengths = uniformValues(key(5), 1000);
      for (const [i, value] of values.entries()) expect(value).toBeCloseTo(8 * lengths[i]! - 3, 5);
      expect(uniform(key(5), []).shape).toEqual([]);
    });

    it('normal', async () => {
      await expectAllClose(normal(key(5), [2, 2]), normalValues(key(5), 4), exactly);
      const expected = normalValues(key(5), 4).map((value) => 3 + 2 * value);
      await expectAllClose(normal(key(5), [4], { mean: 3, standardDeviation: 2 }), expected, exactly);
    });

    it('bernoulli', async () => {
      const tosses = bernoulli(key(5), 0.3, [100, 100]);
      expect(tosses.dtype).toBe('bool');
      const values = [...(await tosses.data())] as number[];
      expect(Math.abs(values.filter(Boolean).length / 1e4 - 0.3)).toBeLessThan(5 * Math.sqrt(0.21 / 1e4));
      expect(values.map(Boolean)).toEqual(Array.from(uniformValues(key(5), 1e4), (u) => u < Math.fround(0.3)));
      expect((await bernoulli(key(5), 0, [9]).data()).some(Boolean)).toBe(false);
      expect((await bernoulli(key(5), 1, [9]).data()).every(Boolean)).toBe(true);
    });

    it('categorical draws classes by their probabilities, the same ones everywhere', async () => {
      const probabilities = [0.5, 0, 0.2, 0.3];
      const logits = tf.tile(tf.tensor2d([probabilities.map((p) => Math.log(p + 1e-30))]), [20_000, 1]) as tf.Tensor2D;
      const drawn = categorical(key(5), logits);
      expect([drawn.shape, drawn.dtype]).toEqual([[20_000], 'int32']);
      const classes = await drawn.data();
      for (const [i, p] of probabilities.entries()) {
        const share = classes.filter((value) => value === i).length / 20_000;
        expect(Math.abs(share - p)).toBeLessThanOrEqual(5 * Math.sqrt((p * (1 - p)) / 20_000));
      }
      expect([...classes.subarray(0, 12)]).toEqual(firstClasses);
    });

    it('leave nothing behind', async () => {
      const logits = tf.zeros<tf.Rank.R2>([4, 3]);
      await expectNoLeak(() => {
        tf.dispose([
          uniform(key(1), [3]),
          normal(key(1), [3]),
          bernoulli(key(1), 0.5, [3]),
          categorical(key(1), logits),
        ]);
      });
    });
  });
});

const firstClasses = [0, 0, 3, 0, 2, 0, 2, 0, 0, 0, 0, 3];

describe('arguments', () => {
  it.each([
    [() => uniform([0] as unknown as Key, [1]), 'uniform: key is [0]'],
    [() => uniform(key(0), [1.5]), 'uniform: shape is [1.5]'],
    [() => uniform(key(0), [1], { minimum: 1 }), 'uniform: minimum is 1 and maximum is 1'],
    [
      () => uniform(key(0), [1], { maximum: Number.POSITIVE_INFINITY }),
      'uniform: minimum is 0 and maximum is Infinity',
    ],
    [() => normal([0, -1], [1]), 'normal: key is [0,-1]'],
    [() => normal(key(0), 3 as unknown as number[]), 'normal: shape is 3'],
    [() => normal(key(0), [1], { mean: Number.NaN }), 'normal: mean is NaN'],
    [() => normal(key(0), [1], { standardDeviation: -1 }), 'normal: standardDeviation is -1'],
    [() => bernoulli(key(0), 1.5, [1]), 'bernoulli: probability is 1.5'],
    [() => categorical(key(0), tf.zeros([3]) as unknown as tf.Tensor2D), 'categorical: logits has shape [3]'],
  ])('are checked: %s', (make, message) => {
    expect(make).toThrow(message);
  });
});
