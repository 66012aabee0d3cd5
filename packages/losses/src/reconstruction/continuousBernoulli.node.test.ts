import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { exp, neg, tensor2d } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { continuousBernoulli } from './continuousBernoulli.ts';
import { continuousBernoulliLikelihood } from './continuousBernoulliLikelihood.ts';

describe('continuousBernoulli', () => {
  onEveryBackend(() => {
    it('is a density on [0, 1] with its mean: Simpson over 2,000 intervals', async () => {
      const n = 2000;
      const grid = Array.from({ length: n + 1 }, (_, i) => i / n);
      const weights = grid.map((_, i) => (i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2) / (3 * n));
      for (const logit of [-30, -1, 0, 1e-4, 2.5, 30]) {
        const negative = continuousBernoulli(tensor2d(grid.map(() => [logit])), tensor2d(grid.map((x) => [x])));
        const density = await exp(neg(negative)).data();
        const moment = (power: number) => weights.reduce((s, w, i) => s + w * density[i]! * grid[i]! ** power, 0);
        // Simpson leaves (30/2000)⁴/180 = 3e-10 of it, float32 6e-8 · 30.
        const mean = await continuousBernoulliLikelihood.mean(tensor2d([[logit]])).data();
        await expectAllClose([moment(0), moment(1)], [1, mean[0]!], { relative: 2e-6 });
      }
    });
  });
});
