import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { grad, sum, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { categoricalPixels } from './categoricalPixels.ts';
import { negativeLogLikelihood } from './negativeLogLikelihood.test-util.ts';

describe('categoricalPixels', () => {
  onEveryBackend(() => {
    it('has no NaN at logits of ±10⁴', async () => {
      const output = tensor2d([[1e4, -1e4, 0, 1e4]]);
      const likelihood = negativeLogLikelihood(categoricalPixels({ levels: 4 }));
      for (const [t, value, slope] of [
        [0, Math.LN2, [-0.5, 0, 0, 0.5]],
        [1 / 3, 2e4 + Math.LN2, [0.5, -1, 0, 0.5]],
      ] as const) {
        await expectAllClose(likelihood(output, tensor2d([[t]])), [value]);
        await expectAllClose(grad((l: Tensor) => sum(likelihood(l, tensor2d([[t]]))))(output), slope);
      }
    });

    it('takes the nearest level, and has none outside [0, 1]', async () => {
      const output = tensor2d(Array.from({ length: 9 }, () => [0, 1, 2]));
      const target = [0, 0.24, 0.26, 0.5, 0.74, 0.75, 1, -0.01, 1.01];
      const found = await negativeLogLikelihood(categoricalPixels({ levels: 3 }))(
        output,
        tensor2d(target, [9, 1]),
      ).data();
      const total = Math.log(1 + Math.E + Math.E ** 2);
      await expectAllClose(
        [...found].map((x) => total - x),
        [0, 0, 1, 1, 1, 2, 2, Number.NaN, Number.NaN],
      );
    });
  });

  it.each([1, 0, 2.5, Number.NaN])('refuses %d levels', (bad) => {
    expect(() => categoricalPixels({ levels: bad })).toThrow(
      /^categoricalPixels: levels is .* but an integer of at least 2/,
    );
  });
});
