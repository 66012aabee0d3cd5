import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { exp, tensor2d } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { continuousBernoulliLikelihood } from './continuousBernoulliLikelihood.ts';

describe('continuousBernoulliLikelihood', () => {
  onEveryBackend(() => {
    it('is a density on [0, 1] with its mean: Simpson over 2,000 intervals', async () => {
      const n = 2000;
      const grid = Array.from({ length: n + 1 }, (_, i) => i / n);
      const weights = grid.map((_, i) => (i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2) / (3 * n));
      for (const logit of [-30, -1, 0, 1e-4, 2.5, 30]) {
        const variables = continuousBernoulliLikelihood.of(tensor2d(grid.map(() => [logit])));
        const density = await exp(variables.logProb(tensor2d(grid.map((x) => [x])))).data();
        const moment = (power: number) => weights.reduce((s, w, i) => s + w * density[i]! * grid[i]! ** power, 0);
        // Simpson leaves (30/2000)⁴/180 = 3e-10 of it, float32 6e-8 · 30.
        const mean = await continuousBernoulliLikelihood
          .of(tensor2d([[logit]]))
          .mean()
          .data();
        await expectAllClose([moment(0), moment(1)], [1, mean[0]!], { relative: 2e-6 });
      }
    });
  });
});
