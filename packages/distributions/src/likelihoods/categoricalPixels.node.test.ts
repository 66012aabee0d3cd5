import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import { exp, neg, sum, tensor2d, tile } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { categoricalPixels } from './categoricalPixels.ts';
import { negativeLogLikelihood } from './negativeLogLikelihood.test-util.ts';

const levels = 256;
const nll = negativeLogLikelihood(categoricalPixels());
const steps = Array.from({ length: levels }, (_, k) => [k / (levels - 1)]);
const logits = (scale: number) => [steps.map((_, k) => scale * Math.sin(0.7 * k * k))];

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
});
