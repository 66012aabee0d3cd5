import { expectAllClose, onEveryBackend, testReconstructionLoss } from '@latentkit/testing';
import { fc } from '@latentkit/testing/properties';
import { type Tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { diagonalGaussian, kl, standardNormal } from '../index.ts';

const gaussianKl = (mean: Tensor, logVariance: Tensor) =>
  kl(diagonalGaussian({ mean, logVariance }), standardNormal(mean.shape));

/** eˣ − 1 − x, which float64 itself would cancel near 0. */
const excess = (x: number) => (Math.abs(x) < 1e-3 ? x ** 2 / 2 + x ** 3 / 6 + x ** 4 / 24 : Math.expm1(x) - x);
const term = (mean: number, logVariance: number) => 0.5 * (mean ** 2 + excess(logVariance));

testReconstructionLoss('the KL divergence from N(0, I)', gaussianKl, {
  term,
  points: [
    [0, 0],
    [2, 0],
    [0, 1.5],
    [-1.25, -3],
    [0.01, 0.02],
  ],
  hard: [
    [0, -1e4],
    [0, -100],
    [0, 80],
    [1e4, 0],
    [0, 1e-6],
  ],
});

onEveryBackend(() => {
  it('is 0 for the standard Gaussian, exactly', async () => {
    expect(await gaussianKl(zeros([2, 5]), zeros([2, 5])).data()).toEqual(new Float32Array(2));
  });

  it('is above 0 for any other, and what the formula says, however near', async () => {
    const away = fc.double({ min: -14, max: 2.3, noNaN: true }).map((x) => Math.fround(Math.exp(x)));
    const signed = fc.tuple(away, fc.constantFrom(-1, 1)).map(([size, sign]) => size * sign);
    await fc.assert(
      fc.asyncProperty(signed, signed, async (mean, logVariance) => {
        const values = await gaussianKl(
          tensor2d([[mean], [0], [mean]]),
          tensor2d([[0], [logVariance], [logVariance]]),
        ).data();
        for (const value of values) expect(value).toBeGreaterThan(0);
        await expectAllClose(values, [term(mean, 0), term(0, logVariance), term(mean, logVariance)], {
          // The exponential of a GPU is good to 1e-6 or so.
          relative: 2e-6,
          absolute: 0,
        });
      }),
      { numRuns: 25, seed: 1 },
    );
  });
});
