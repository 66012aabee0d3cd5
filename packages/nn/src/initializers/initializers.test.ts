import { key } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  constantInitializer,
  fanInUniform,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  type Initializer,
  lecunNormal,
  lecunUniform,
  normalInitializer,
  onesInitializer,
  orthogonal,
  zerosInitializer,
} from '../index.ts';

const [fanIn, fanOut] = [200, 100];
const fans = { fanIn, fanOut };

onEveryBackend(() => {
  describe('initialisers', () => {
    // Variance, and the greatest value if there is a bound.
    it.each<[string, Initializer, number, number?]>([
      ['glorotUniform', glorotUniform, 2 / 300, Math.sqrt(6 / 300)],
      ['glorotNormal', glorotNormal, 2 / 300],
      ['heUniform', heUniform, 2 / 200, Math.sqrt(6 / 200)],
      ['heNormal', heNormal, 2 / 200],
      ['lecunUniform', lecunUniform, 1 / 200, Math.sqrt(3 / 200)],
      ['lecunNormal', lecunNormal, 1 / 200],
      ['fanInUniform', fanInUniform, 1 / 600, Math.sqrt(1 / 200)],
      ['normalInitializer', normalInitializer(0.02), 0.0004],
    ])('%s has the mean, variance and bound it says', async (_, initializer, variance, bound) => {
      const values = Float32Array.from(await initializer(key(5), [fanIn, fanOut], fans).data());
      const mean = values.reduce((sum, value) => sum + value) / values.length;
      const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
      // Five standard errors of 20,000 numbers.
      expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(variance / values.length));
      expect(Math.abs(square / variance - 1)).toBeLessThan(5 * Math.sqrt(2 / values.length));
      if (bound) {
        const greatest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        expect(greatest).toBeLessThanOrEqual(bound * (1 + 1e-6));
        expect(greatest).toBeGreaterThan(0.99 * bound);
      }
    });

    it.each([
      [[8, 8], 8],
      [[3, 5], 3],
      [[5, 3], 3],
      [[2, 2, 3, 4], 4],
    ])('orthogonal of shape %j', async (shape, rank) => {
      const matrix = tf.reshape(orthogonal({ gain: 2 })(key(1), shape, fans), [-1, shape.at(-1)!]);
      const [rows, columns] = matrix.shape as [number, number];
      const gram = rows < columns ? tf.matMul(matrix, matrix, false, true) : tf.matMul(matrix, matrix, true, false);
      await expectAllClose(gram, await tf.mul(tf.eye(rank), 4).data(), { absolute: 1e-5 });
    });

    it('the same value everywhere', async () => {
      await expectAllClose(zerosInitializer(key(0), [2, 1], fans), [0, 0]);
      await expectAllClose(onesInitializer(key(0), [2], fans), [1, 1]);
      await expectAllClose(constantInitializer(0.5)(key(0), [1], fans), [0.5]);
      expect(() => constantInitializer(Number.NaN)).toThrow('constantInitializer: value is NaN');
      expect(() => orthogonal({ gain: 0 })).toThrow('orthogonal: gain is 0');
    });
  });
});
