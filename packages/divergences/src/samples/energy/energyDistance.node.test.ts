import { useBackend } from '@latentkit/backend';
import { foldIn, key, normal } from '@latentkit/random';
import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { repeat, rootMeanSquare, slope } from '../rate.test-util.ts';
import { type EnergyDistanceOptions, energyDistance } from './energyDistance.ts';

beforeAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

const shift = 1;

/** E |z| of z ~ N(0, 2). */
const spread = 2 / Math.sqrt(Math.PI);
/** E |z| of z ~ N(1, 2): √2 · √(2/π) e^(−1/4) + erf(½), and erf(½) = 0.5204998778130465. */
const across = spread * Math.exp(-(shift ** 2) / 4) + 0.5204998778130465;
/** That of N(0, 1) and N(1, 1). */
const truth = 2 * across - 2 * spread;

/** Samples of N(0, 1) and N(by, 1) on a line. */
const draw = (seed: number, n: number, m: number, by: number): [Tensor2D, Tensor2D] => [
  normal(foldIn(key(80), 2 * seed), [n, 1]) as Tensor2D,
  normal(foldIn(key(80), 2 * seed + 1), [m, 1], { mean: by }) as Tensor2D,
];

const estimate = (i: number, n: number, m: number, by: number, options: EnergyDistanceOptions = {}) =>
  tidy(() => energyDistance(...draw(i, n, m, by), options).dataSync()[0]!);

describe('between Gaussians, where the truth is known', () => {
  it.each([
    [0, 0],
    [shift, truth],
  ])('is unbiased over 200 repetitions with that option, at a distance of %d', async (by, expected) => {
    const { mean, standardError } = await repeat(200, (i) => estimate(i, 30, 20, by, { estimate: 'unbiased' }));
    expect(Math.abs(mean - expected)).toBeLessThan(3 * standardError);
  });

  it('is too large by 1/n of E ‖x − x′‖, once for each sample, where it is biased', async () => {
    const { mean, standardError } = await repeat(200, (i) => estimate(i, 30, 20, shift));
    expect(Math.abs(mean - truth - spread * (1 / 30 + 1 / 20))).toBeLessThan(3 * standardError);
  });

  it('converges as 1/√n, and as 1/n where the two are one', async () => {
    const counts = [20, 80, 320];
    for (const [by, expected, rate] of [
      [shift, truth, -0.5],
      [0, 0, -1],
    ] as const) {
      const errors: number[] = [];
      for (const n of counts) {
        const { values } = await repeat(60, (i) => estimate(i, n, n, by));
        errors.push(rootMeanSquare(values, expected));
      }
      // 60 repetitions know an error to 9 %, a slope over a factor of 16 to 0.05; and a bias of 1/n falls faster.
      expect(Math.abs(slope(counts, errors) - rate)).toBeLessThan(0.2);
    }
  });
});
