import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import { exp, grad, neg, sum, type Tensor, tensor2d, tile } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { categoricalPixels } from './categoricalPixels.ts';
import { testParameters } from './likelihood.test-util.ts';
import { negativeLogLikelihood } from './negativeLogLikelihood.test-util.ts';

const levels = 256;
const nll = negativeLogLikelihood(categoricalPixels());
const steps = Array.from({ length: levels }, (_, k) => [k / (levels - 1)]);
const logits = (scale: number) => [steps.map((_, k) => scale * Math.sin(0.7 * k * k))];

describe('categoricalPixels', () => {
  testParameters(categoricalPixels({ levels: 4 }), { name: 'categoricalPixels', count: 4 });

  onEveryBackend(() => {
    it.each([3, 1e4])(
      'gives its 256 levels probabilities that sum to 1, and their mean, logits up to %d',
      async (scale) => {
        const output = tensor2d(logits(scale));
        const p = exp(neg(nll(tile(output, [levels, 1]), tensor2d(steps))));
        // 256 probabilities, each with the rounding of a logit, which the exponential makes relative.
        await expectAllClose(sum(p), [1], { absolute: 5e-6 });
        const probabilities = Float32Array.from(await p.data());
        await expectAllClose(
          categoricalPixels().of(output).mean(),
          [probabilities.reduce((s, x, k) => s + x * steps[k]![0]!, 0)],
          {
            absolute: 5e-6,
          },
        );
      },
    );

    it('has the gradient of its formula', async () => {
      const target = tensor2d([[1 / 3, 1]]);
      await expectGradients({
        value: (output) => negativeLogLikelihood(categoricalPixels({ levels: 4 }))(output!, target),
        reference: (l) =>
          [1, 7].reduce((s, k) => {
            const all = l!.slice(k < 4 ? 0 : 4, k < 4 ? 4 : 8);
            return s + Math.log(all.reduce((total, x) => total + Math.exp(x), 0)) - l![k]!;
          }, 0),
        inputs: [{ shape: [1, 8], values: [0.5, -1, 2, 0, 3, -4, 0.25, 1] }],
        tolerance: { relative: 1e-4, absolute: 1e-5 },
      });
    });

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
