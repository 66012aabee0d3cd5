import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { grads, sum, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { diagonalGaussian, type Family, kl, standardNormal } from '../index.ts';
import { bernoulliLikelihood } from './bernoulliLikelihood.ts';
import { categoricalPixels } from './categoricalPixels.ts';
import { continuousBernoulliLikelihood } from './continuousBernoulliLikelihood.ts';
import { discretizedLogisticMixture } from './discretizedLogisticMixture.ts';
import { gaussianLikelihood } from './gaussianLikelihood.ts';
import golden from './golden.json';
import { isotropicGaussian } from './isotropicGaussian.ts';
import { learnedGaussian } from './learnedGaussian.ts';
import { negativeLogLikelihood } from './negativeLogLikelihood.test-util.ts';

/** What golden.py writes of a likelihood: the target stands apart where it does not depend on it smoothly. */
interface Case {
  readonly inputs: readonly { shape: number[]; values: number[] }[];
  readonly value: readonly number[];
  readonly gradients: readonly (number[] | null)[];
  readonly mean?: readonly number[];
  readonly target?: readonly number[];
}

// float32 has 6e-8, and a sum of dozens of terms of both signs loses a digit.
const exact = { relative: 1e-6, absolute: 1e-6 };
// Differences of nearly equal numbers, such as mean − target, have the absolute error of these.
const slopes = { relative: 2e-5, absolute: 2e-6 };

async function expectAsReferred(loss: (output: Tensor, target: Tensor) => Tensor, expected: Case) {
  const tensors = expected.inputs.map(({ shape, values }) => tensor(values, shape));
  const target = expected.target && tensor([...expected.target], [tensors[0]!.shape[0]!, 2]);
  const value = (...x: Tensor[]) => loss(x[0]!, target ?? x[1]!);
  await expectAllClose(value(...tensors), expected.value, exact);
  for (const [i, slope] of grads((...x: Tensor[]) => sum(value(...x)))(tensors).entries())
    await expectAllClose(slope, expected.gradients[i]!, slopes);
}

const likelihoods: Record<string, Family> = {
  continuousBernoulli: continuousBernoulliLikelihood,
  learnedGaussian: learnedGaussian(),
  discretizedLogisticMixture: discretizedLogisticMixture({ mixtures: 3 }),
  categoricalPixels: categoricalPixels({ levels: 5 }),
  bernoulli: bernoulliLikelihood,
  gaussianLikelihood,
  isotropicGaussian: isotropicGaussian({ standardDeviation: 0.3 }),
};

onEveryBackend(() => {
  describe('as in PyTorch and SciPy', () => {
    it.each(Object.entries(likelihoods))('%s', async (name, likelihood) => {
      const expected: Case = golden[name as 'learnedGaussian'];
      await expectAsReferred(negativeLogLikelihood(likelihood), expected);
      const [{ values, shape }] = expected.inputs as [Case['inputs'][0]];
      if (expected.mean) await expectAllClose(likelihood.of(tensor(values, shape)).mean(), expected.mean, exact);
    });

    it('the KL divergence from N(0, I)', async () => {
      const gaussianKl = (mean: Tensor, logVariance: Tensor) =>
        kl(diagonalGaussian({ mean, logVariance }), standardNormal(mean.shape));
      await expectAsReferred(gaussianKl, golden.gaussianKl);
    });
  });
});
