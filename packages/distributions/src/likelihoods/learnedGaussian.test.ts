import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import { grads, sum, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { learnedGaussian } from './learnedGaussian.ts';
import { negativeLogLikelihood } from './negativeLogLikelihood.test-util.ts';

const minimumStandardDeviation = 0.1;
const term = (m: number, s: number, t: number, floor: number) => {
  // Beyond 700 eˢ leaves float64, too, and σ₀² is nothing to it.
  const logVariance = floor === 0 || s > 700 ? s : Math.log(floor ** 2 + Math.exp(s));
  const energy = t === m ? 0 : (t - m) ** 2 * Math.exp(-logVariance);
  return 0.5 * (energy + logVariance + Math.log(2 * Math.PI));
};

describe('learnedGaussian', () => {
  onEveryBackend(() => {
    it.each([0, minimumStandardDeviation])('has the value and gradients of its formula, σ₀ = %d', async (floor) => {
      const nll = negativeLogLikelihood(learnedGaussian({ minimumStandardDeviation: floor }));
      await expectGradients({
        value: (output, target) => nll(output!, target!),
        reference: (o, t) => [0, 1, 4, 5].reduce((s, i, j) => s + term(o![i]!, o![i + 2]!, t![j]!, floor), 0),
        inputs: [
          { shape: [2, 4], values: [0.5, -1, 0.25, -3, 2, 0, -6, 3] },
          { shape: [2, 2], values: [0.25, 1, 2.5, -1] },
        ],
        tolerance: { relative: 1e-4, absolute: 1e-5 },
      });
    });

    it('has no NaN from −10⁴ to 10⁴, and infinity only where the density has left float32', async () => {
      const hard = [-1e4, -177, -100, -60, 0, 60, 100, 177, 1e4].flatMap(
        (s) =>
          [
            [0, s],
            [1, s],
            [-1e4, s],
          ] as [number, number][],
      );
      for (const floor of [0, minimumStandardDeviation]) {
        const nll = negativeLogLikelihood(learnedGaussian({ minimumStandardDeviation: floor }));
        const [output, target] = [tensor2d(hard), tensor2d(hard.map(() => [0]))];
        const values = nll(output, target);
        const exact = hard.map(([m, s]) => Math.fround(term(m, s, 0, floor)));
        await expectAllClose(values, exact, { relative: 1e-5 });
        const slopes = grads((o: Tensor, t: Tensor) => sum(nll(o, t)))([output, target]);
        for (const slope of slopes) expect([...(await slope.data())].some(Number.isNaN)).toBe(false);
        if (floor > 0) for (const slope of slopes) expect([...(await slope.data())].every(Number.isFinite)).toBe(true);
      }
    });
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1e-30])('refuses the standard deviation %d', (bad) => {
    expect(() => learnedGaussian({ minimumStandardDeviation: bad })).toThrow(
      /^learnedGaussian: minimumStandardDeviation is .* but a number from 1e-18 to 1000000000000000000 was expected/,
    );
  });
});
