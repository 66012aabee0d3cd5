import { expectAllClose, expectNoLeak, onEveryBackend, testReconstructionLoss } from '@latentkit/testing';
import { tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  bernoulliLikelihood,
  type Family,
  gaussianLikelihood,
  isotropicGaussian,
  squaredErrorLikelihood,
} from '../index.ts';
import { negativeLogLikelihood } from './negativeLogLikelihood.test-util.ts';

const density = (deviation: number) => (output: number, target: number) =>
  (target - output) ** 2 / (2 * deviation ** 2) + Math.log(deviation) + 0.5 * Math.log(2 * Math.PI);

const likelihoods: Record<string, { likelihood: Family; term: (o: number, t: number) => number; mean: number }> = {
  bernoulliLikelihood: {
    likelihood: bernoulliLikelihood,
    term: (l, t) => Math.log1p(Math.exp(l)) - l * t,
    mean: 1 / (1 + Math.exp(-0.7)),
  },
  gaussianLikelihood: { likelihood: gaussianLikelihood, term: density(1), mean: 0.7 },
  'isotropicGaussian of 0.1': {
    likelihood: isotropicGaussian({ standardDeviation: 0.1 }),
    term: density(0.1),
    mean: 0.7,
  },
  squaredErrorLikelihood: { likelihood: squaredErrorLikelihood, term: (o, t) => (o - t) ** 2, mean: 0.7 },
};

for (const [name, { likelihood, term, mean }] of Object.entries(likelihoods)) {
  testReconstructionLoss(name, negativeLogLikelihood(likelihood), {
    term,
    points: [
      [0.2, 0.1],
      [-0.75, 1],
      [0.5, 0.5],
    ],
  });

  describe(name, () => {
    onEveryBackend(() => {
      it('has the expected data as its mean, in a tensor of its own', async () => {
        const output = tensor2d([[0.7]]);
        const result = likelihood.of(output).mean();
        await expectAllClose(result, [mean]);
        output.dispose();
        await expectAllClose(result, [mean]);
        const kept = tensor2d([[0.7]]);
        await expectNoLeak(() => likelihood.of(kept).mean().dispose());
      });
    });
  });
}

describe('isotropicGaussian', () => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the standard deviation %d', (standardDeviation) => {
    expect(() => isotropicGaussian({ standardDeviation })).toThrow(
      /^isotropicGaussian: standardDeviation is .* but a finite number above 0/,
    );
  });
});
