import { expectAllClose, onEveryBackend, testReconstructionLoss } from '@latentkit/testing';
import { fc } from '@latentkit/testing/properties';
import { grad, sum, tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { bernoulliLikelihood } from './bernoulliLikelihood.ts';
import { negativeLogLikelihood } from './negativeLogLikelihood.test-util.ts';

const bernoulli = negativeLogLikelihood(bernoulliLikelihood);

const probability = (logit: number) => 1 / (1 + Math.exp(-logit));

testReconstructionLoss('bernoulliLikelihood', bernoulli, {
  term: (logit, target) => Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit))),
  points: [
    [0, 0.5],
    [0, 0],
    [2, 0.25],
    [-3, 1],
    [5.5, 0.9],
    [-12, 0.01],
  ],
  hard: [-1e4, -100, -88, -14, 0, 14, 88, 100, 1e4].flatMap((logit) =>
    [0, 0.3, 1].map((target) => [logit, target] as const),
  ),
});

onEveryBackend(() => {
  it('has the gradient p − t from −10⁴ to 10⁴, and at 0', async () => {
    const logits = [-1e4, -200, -80, -20, -10, -1, 0, 1, 10, 20, 80, 200, 1e4];
    for (const target of [0, 0.3, 1]) {
      const targets = tensor2d([logits.map(() => target)]);
      const slope = grad((l) => sum(bernoulli(l, targets)))(tensor2d([logits]));
      await expectAllClose(
        slope,
        logits.map((l) => probability(l) - target),
        { relative: 1e-4, absolute: 1e-6 },
      );
    }
  });

  it('keeps the slope of a confident logit: e^−20 is not 0', async () => {
    const slope = grad((l) => sum(bernoulli(l, tensor2d([[0]]))))(tensor2d([[-20]]));
    await expectAllClose(slope, [Math.exp(-20)], { relative: 1e-3, absolute: 0 });
  });

  it('is at least the entropy of the target, which the right logit reaches', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: -30, max: 30, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        async (logit, target) => {
          const entropy = -target * Math.log(target) - (1 - target) * Math.log(1 - target);
          const best = Math.log(target / (1 - target));
          const [any, least] = await bernoulli(tensor2d([[logit], [best]]), tensor2d([[target], [target]])).data();
          expect(any).toBeGreaterThanOrEqual(entropy - 3e-6);
          await expectAllClose([least!], [entropy], { absolute: 3e-6 });
        },
      ),
      { numRuns: 25, seed: 1 },
    );
  });
});
