import type { Kernel } from '@latentkit/divergences';
import { key } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { matMul, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import golden from '../golden.json';
import { mlp, mmdMatched, waeMmd } from '../index.ts';

const { x, y, value } = golden.mmd;
const at = { step: 0, key: key(1), training: true };
const inputs = { latentShape: [3], shape: [6], key: key(2), encode: () => zeros([1, 3]) };
const drawn = () => tensor2d(y, [6, 3]);
const prior = () => ({ sample: drawn, logProb: () => zeros([6]) as never });

onEveryBackend(() => {
  describe('mmdMatched', () => {
    it("has the discrepancy of NumPy, to seven kernels' rounding", async () => {
      const { encode } = mmdMatched({ prior })(inputs);
      const { latents, terms, weights } = encode(tensor2d(x, [6, 3]), at);
      await expectAllClose(latents, x);
      await expectAllClose(terms.mmd, [value], { absolute: 5e-6 });
      expect(weights).toEqual({ mmd: 10 });
    });

    it('compares by the kernel that it is given', async () => {
      const linear: Kernel = { of: (x, y) => matMul(x, y, false, true) };
      const { terms } = mmdMatched({ prior, kernel: linear })(inputs).encode(tensor2d(x, [6, 3]), at);
      const dot = (a: readonly number[], b: readonly number[], i: number, j: number) =>
        [0, 1, 2].reduce((sum, k) => sum + a[3 * i + k]! * b[3 * j + k]!, 0);
      let expected = 0;
      for (let i = 0; i < 6; i++) {
        for (let j = 0; j < 6; j++) {
          if (i !== j) expected += (dot(x, x, i, j) + dot(y, y, i, j)) / 30;
          expected -= (2 * dot(x, y, i, j)) / 36;
        }
      }
      await expectAllClose(terms.mmd, [expected], { relative: 1e-5 });
    });

    it('refuses a batch of one, which has no pairs', () => {
      const model = waeMmd(mlp({ hidden: [4] }), { shape: [6], latentSize: 3, seed: 1 });
      expect(() => model.step(zeros([1, 6]))).toThrow('waeMmd: batch has 1 example but at least 2 were expected');
      expect(model.stepCount).toBe(0);
      expect(model.anomalyScore(zeros([1, 6])).shape).toEqual([1]);
    });
  });
});
