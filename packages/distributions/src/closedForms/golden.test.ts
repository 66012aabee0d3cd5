import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { grads, matMul, sum, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { choleskyFactor } from '../fullGaussian/choleskyFactor.ts';
import {
  bernoulliKl,
  bernoulliKlFromLogits,
  betaKl,
  categoricalKl,
  categoricalKlFromLogits,
  diagonalGaussianBhattacharyya,
  diagonalGaussianKl,
  diagonalGaussianSquaredHellinger,
  diagonalGaussianSquaredWasserstein,
  fullGaussianBhattacharyya,
  fullGaussianKl,
  fullGaussianSquaredHellinger,
  fullGaussianSquaredWasserstein,
  gammaKl,
} from './byParameters.test-util.ts';
import golden from './golden.json';

type Divergence = (...inputs: Tensor[]) => Tensor;
interface Golden {
  readonly value: readonly number[];
  readonly gradients?: readonly (readonly number[])[];
}

/** Relative, and of slopes relative to the example's largest too: their terms may cancel. */
const exact = { relative: 1e-6, slopes: 2e-6, floor: 1e-12 };

async function expectGolden(
  divergence: Divergence,
  inputs: Tensor[],
  { value, gradients }: Golden,
  { relative, slopes: slopeTolerance, floor } = exact,
) {
  await expectAllClose(divergence(...inputs), value, { relative, absolute: 0 });
  if (!gradients) return;
  const slopes = grads((...x: Tensor[]) => sum(divergence(...x)))(inputs);
  for (const [i, slope] of slopes.entries()) {
    const found = await slope.data();
    const size = slope.size / value.length;
    for (let start = 0; start < slope.size; start += size) {
      const expected = gradients[i]!.slice(start, start + size);
      const absolute = floor + slopeTolerance * Math.max(...expected.map(Math.abs));
      await expectAllClose(found.slice(start, start + size), expected, { relative: 5 * slopeTolerance, absolute });
    }
  }
}

// Slopes are differences of ψ, or of means, that agree in two or three digits where a parameter is large.
const ofGammas = { ...exact, slopes: 5e-5 };

onEveryBackend((backend) => {
  describe('as in PyTorch and SciPy', () => {
    const { diagonal, full, discrete, gamma, beta } = golden;

    it.each([
      ['diagonalGaussianKl', diagonalGaussianKl, diagonal],
      ['diagonalGaussianBhattacharyya', diagonalGaussianBhattacharyya, diagonal.bhattacharyya],
      ['diagonalGaussianSquaredHellinger', diagonalGaussianSquaredHellinger, diagonal.squaredHellinger],
      ['diagonalGaussianSquaredWasserstein', diagonalGaussianSquaredWasserstein, diagonal.squaredWasserstein],
    ])('%s', async (_, divergence, expected) => {
      const inputs = diagonal.inputs.map((values) => tensor(values, diagonal.shape));
      await expectGolden(
        (mean, logVariance, n, w) =>
          divergence({ mean: mean!, logVariance: logVariance! }, { mean: n!, logVariance: w! }),
        inputs,
        expected,
      );
    });

    it.each([
      ['fullGaussianKl', fullGaussianKl, full],
      ['fullGaussianBhattacharyya', fullGaussianBhattacharyya, full.bhattacharyya],
      ['fullGaussianSquaredHellinger', fullGaussianSquaredHellinger, full.squaredHellinger],
      ['fullGaussianSquaredWasserstein', fullGaussianSquaredWasserstein, full.squaredWasserstein],
    ])('%s', async (_, divergence, expected) => {
      const [batch, size] = full.shape as [number, number];
      const inputs = full.inputs.map((values, i) => tensor(values, i % 2 ? [batch, size, size] : [batch, size]));
      await expectGolden(
        (mean, factor, n, g) => divergence({ mean, factor } as never, { mean: n, factor: g } as never),
        inputs,
        // A product of matrices takes a tenth of a second on WebGPU in software: of gradients, KL's must do there.
        backend === 'webgpu' && divergence !== fullGaussianKl ? { value: expected.value } : expected,
      );
    });

    it.each([
      ['bernoulliKl', bernoulliKl, discrete.bernoulli],
      ['bernoulliKlFromLogits', bernoulliKlFromLogits, discrete.bernoulliFromLogits],
      ['categoricalKl', categoricalKl, discrete.categorical],
      ['categoricalKlFromLogits', categoricalKlFromLogits, discrete.categoricalFromLogits],
    ])('%s', async (_, divergence, expected: Golden & { inputs: number[][]; shape: number[] }) => {
      const inputs = expected.inputs.map((values) => tensor(values, expected.shape));
      // One rounding of the logit 12 is 2.6e-6 of the last Bernoulli value, and its slope 5e-5 is what terms near 1 leave.
      const saturated = { ...exact, relative: 3e-6, floor: 2e-7 };
      const tolerance = divergence === bernoulliKlFromLogits ? saturated : exact;
      await expectGolden((p, q) => divergence(p!, q!), inputs, expected, tolerance);
    });

    it('gammaKl', async () => {
      const inputs = gamma.inputs.map((values) => tensor(values, gamma.shape));
      await expectGolden(
        (a, b, c, d) => gammaKl({ concentration: a!, rate: b! }, { concentration: c!, rate: d! }),
        inputs,
        gamma,
        ofGammas,
      );
    });

    it('betaKl', async () => {
      const inputs = beta.inputs.map((values) => tensor(values, beta.shape));
      await expectGolden(
        (a, b, c, d) => betaKl({ alpha: a!, beta: b! }, { alpha: c!, beta: d! }),
        inputs,
        beta,
        ofGammas,
      );
    });

    it('choleskyFactor gives back the factor of a covariance', async () => {
      const [batch, size] = full.shape as [number, number];
      const factor = tensor(full.inputs[1]!, [batch, size, size]);
      const covariance = tidy(() => matMul(factor, factor, false, true));
      // The product is rounded to float32, which the conditioning multiplies: up to about 100 here.
      await expectAllClose(await choleskyFactor(covariance), factor, { relative: 1e-5, absolute: 1e-6 });
    });
  });
});
