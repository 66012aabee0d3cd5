import { expectAllClose, expectNoLeak, onEveryBackend, testReconstructionLoss } from '@latentkit/testing';
import { grad, sum, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { continuousBernoulliLikelihood } from './continuousBernoulliLikelihood.ts';
import { negativeLogLikelihood } from './negativeLogLikelihood.test-util.ts';

const continuousBernoulli = negativeLogLikelihood(continuousBernoulliLikelihood);
const meanOf = (logits: Tensor) => continuousBernoulliLikelihood.of(logits).mean();

const term = (l: number, t: number) => {
  const a = Math.abs(l);
  const normaliser = a === 0 ? 0 : Math.log(-Math.expm1(-a) / a);
  return (1 - t) * Math.max(l, 0) + t * Math.max(-l, 0) + normaliser;
};
/** 1/(1 − e^−l) − 1/l; below 0.01 by its series, whose next term is 3e-15. */
const mean = (l: number) => (Math.abs(l) < 0.01 ? 0.5 + l / 12 - l ** 3 / 720 : -1 / Math.expm1(-l) - 1 / l);

testReconstructionLoss('continuousBernoulliLikelihood', continuousBernoulli, {
  term,
  points: [
    [0, 0.5],
    [1e-3, 0.25],
    [-0.02, 1],
    [1.99, 0.75],
    [-2.01, 0.25],
    [6, 0.9],
    [-12, 0.01],
  ],
  hard: [-1e4, -88, 0, 1e-5, 1e4].flatMap((logit) => [0, 0.3, 1].map((target) => [logit, target] as const)),
});

// Around 0, where a quotient is 0/0, around 2, where one form gives way to the other, and far out.
const sides = [0, 1e-8, 1e-5, 1e-3, 0.03, 0.3, 1, 1.999, 2, 2.001, 3, 8, 20, 80, 200, 1e4];
const logits = [...sides.map((l) => -l), ...sides].map(Math.fround);

describe('continuousBernoulliLikelihood', () => {
  onEveryBackend(() => {
    it('has the right value and the gradient mean − t from −10⁴ to 10⁴, and at 0', async () => {
      for (const target of [0, Math.fround(0.3), 1]) {
        const targets = tensor2d([logits.map(() => target)]);
        const column = (values: number[]) => tensor2d(values, [values.length, 1]);
        const values = continuousBernoulli(column(logits), column(logits.map(() => target)));
        await expectAllClose(
          values,
          logits.map((l) => term(l, target)),
          { relative: 1e-6, absolute: 1e-6 },
        );
        const slope = grad((l: Tensor) => sum(continuousBernoulli(l, targets)))(tensor2d([logits]));
        await expectAllClose(
          slope,
          logits.map((l) => mean(l) - target),
          { relative: 1e-5, absolute: 5e-7 },
        );
      }
    });

    it('keeps the slope of a confident logit: 1/10⁴, of which a difference from 1 would keep 3 digits', async () => {
      const slope = grad((l: Tensor) => sum(continuousBernoulli(l, tensor2d([[1]]))))(tensor2d([[1e4]]));
      await expectAllClose(slope, [-1e-4], { relative: 1e-6, absolute: 0 });
    });

    it('has a mean of its own, with its gradient', async () => {
      const result = meanOf(tensor2d([logits]));
      await expectAllClose(result, logits.map(mean), { relative: 1e-6, absolute: 1e-7 });
      const variance = grad((l: Tensor) => sum(meanOf(l)))(tensor2d([logits]));
      // 1/l² − 1/(4 sinh²(l/2))
      const exact = (l: number) =>
        Math.abs(l) < 0.1 ? 1 / 12 - l ** 2 / 240 : 1 / l ** 2 - 1 / (2 * Math.sinh(l / 2)) ** 2;
      await expectAllClose(variance, logits.map(exact), { relative: 1e-5, absolute: 1e-6 });
      const kept = tensor2d([[0.7]]);
      await expectNoLeak(() => meanOf(kept).dispose());
    });

    it('lets NaN through', async () => {
      const value = await continuousBernoulli(tensor2d([[Number.NaN]]), tensor2d([[0.5]])).data();
      expect(value[0]).toBeNaN();
    });
  });
});
