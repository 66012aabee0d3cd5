import { key, normal } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { minibatchStratified, minibatchWeighted, totalCorrelation } from './index.ts';
import { permuteLatents } from './permuteLatents.ts';

const densities = [0.9, 0.05, 0.3, 0.45, 0.02]; // q(z | xₙ) of one z, for 5 examples; z is of the first.

/** The mean of the estimate over all orders of the other examples, of which a batch takes the first. */
async function expectation(estimator: typeof minibatchWeighted, batch: number): Promise<number> {
  const weights = await estimator.logWeights(batch, densities.length).data();
  const orders = arrangements([1, 2, 3, 4], batch - 1);
  const estimates = orders.map((others) =>
    [0, ...others].reduce((sum, n, j) => sum + Math.exp(weights[weights.length === 1 ? 0 : j]!) * densities[n]!, 0),
  );
  return estimates.reduce((sum, x) => sum + x) / estimates.length;
}

function arrangements(of: readonly number[], count: number): number[][] {
  if (count === 0) return [[]];
  return of.flatMap((first) =>
    arrangements(
      of.filter((other) => other !== first),
      count - 1,
    ).map((rest) => [first, ...rest]),
  );
}

onEveryBackend(() => {
  it('minibatchStratified is right on average, for a batch of any size', async () => {
    const exact = densities.reduce((sum, x) => sum + x) / 5;
    for (const batch of [2, 3, 4, 5]) expect(await expectation(minibatchStratified, batch)).toBeCloseTo(exact, 6);
  });

  it('minibatchWeighted is q(z | x) / (N B) and (B − 1) / (N B) times the mean over the others, on average', async () => {
    const others = (0.05 + 0.3 + 0.45 + 0.02) / 4;
    for (const batch of [1, 3, 5]) {
      const expected = (0.9 + (batch - 1) * others) / (5 * batch);
      expect(await expectation(minibatchWeighted, batch)).toBeCloseTo(expected, 6);
    }
  });

  it('refuses a batch that it cannot take, by name', () => {
    const { encode } = totalCorrelation({ datasetSize: 3, estimator: minibatchStratified })({
      latentShape: [2],
      shape: [2],
      key: key(1),
      encode: (data) => data,
    });
    for (const batch of [1, 4]) {
      expect(() => encode(normal(key(1), [batch, 4]), { step: 0, key: key(1), training: true })).toThrow(
        `minibatchStratified: the batch has ${batch} examples but from 2 to datasetSize, 3, were expected.`,
      );
    }
  });

  it('permuteLatents keeps the values of each latent, and pairs them anew', async () => {
    const count = 1000;
    const one = await normal(key(1), [count, 1]).data();
    const latents = tensor2d([...one].map((x) => [x, x]));
    const permuted = (await permuteLatents(latents, key(2)).array()) as number[][];
    for (const latent of [0, 1]) {
      expect(permuted.map((row) => row[latent]!).sort()).toEqual([...one].sort());
    }
    const covariance = permuted.reduce((sum, [a, b]) => sum + a! * b!, 0) / count;
    // Of independent ones it is 0 with a standard deviation of 1/√1000 = 0.032; of equal ones it would be 1.
    expect(Math.abs(covariance)).toBeLessThan(0.13);
    await expectAllClose(permuteLatents(latents, key(2)), permuted.flat(), { absolute: 0, relative: 0 });
  });
});
