import { useBackend } from '@latentkit/backend';
import { foldIn, type Key, key, normal, split } from '@latentkit/random';
import { memory, type Tensor2D, tidy, valueAndGrads } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { watchBytes } from '../pairwise/watchBytes.test-util.ts';
import { repeat, rootMeanSquare, slope } from '../rate.test-util.ts';
import { convergedSinkhornDivergence } from './convergedSinkhornDivergence.ts';
import { sinkhornDivergence } from './sinkhornDivergence.ts';

beforeAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

const [first, second] = split(key(3)) as [Key, Key];
const shift = 1.5;
const scale = 2;

/**
 * OT of N(0, s²) and N(m, t²) on a line. The best plan is a Gaussian of some correlation ρ, at
 *
 *   m² + s² + t² − 2 s t ρ − ε/2 log(1 − ρ²),   least where ρ² + ρ ε / 2st = 1
 *
 * (Janati et al., Entropic optimal transport between unbalanced Gaussian measures has a closed form, 2020).
 */
function transport(m: number, s: number, t: number, epsilon: number): number {
  const ratio = epsilon / (2 * s * t);
  const correlation = (Math.sqrt(ratio ** 2 + 4) - ratio) / 2;
  return m ** 2 + s ** 2 + t ** 2 - 2 * s * t * correlation - (epsilon / 2) * Math.log(1 - correlation ** 2);
}

/** That of N(0, I) and N((m, m), t² I) in the plane: twice that on a line, as costs and entropies add up. */
const divergence = (m: number, t: number, epsilon: number) =>
  2 * (transport(m, 1, t, epsilon) - transport(0, 1, 1, epsilon) / 2 - transport(0, t, t, epsilon) / 2);

const draw = (from: number, count: number, m: number, t: number): [Tensor2D, Tensor2D] => [
  normal(foldIn(first, from), [count, 2]) as Tensor2D,
  normal(foldIn(second, from), [count, 2], { mean: m, standardDeviation: t }) as Tensor2D,
];

describe('between Gaussians, where the truth is known', () => {
  it.each([0.5, 2])(
    'is the squared distance of the means where they are of one covariance, whatever ε: %d',
    (epsilon) => {
      expect(divergence(shift, 1, epsilon)).toBeCloseTo(2 * shift ** 2, 12);
    },
  );

  it.each([0.5, 8])('converges as 1/√n to what they have, by ε = %d', async (epsilon) => {
    const counts = [25, 100, 400];
    const truth = divergence(shift, scale, epsilon);
    const errors: number[] = [];
    for (const [i, count] of counts.entries()) {
      const { values } = await repeat(30, (repetition) =>
        tidy(() => {
          const samples = draw(100 * i + repetition, count, shift, scale);
          const { value, error } = sinkhornDivergence(...samples, { epsilon, iterations: 60 });
          expect(error.dataSync()[0]).toBeLessThan(0.05);
          return value.dataSync()[0]!;
        }),
      );
      errors.push(rootMeanSquare(values, truth));
    }
    // 30 repetitions know an error to 13 %, a slope over a factor of 16 to 0.07; and where ε is small a bias falls faster.
    expect(slope(counts, errors)).toBeGreaterThan(-0.75);
    expect(slope(counts, errors)).toBeLessThan(-0.3);
    // The means of 400 samples are known to √(5/400) in each direction: 2 · 1.5 · √2 times that, and the spreads besides.
    expect(errors[2]).toBeLessThan(0.75);
  });

  it('is what the converged one gives', async () => {
    const [x, y] = draw(0, 300, shift, scale);
    const { value, converged } = await convergedSinkhornDivergence(x, y, { epsilon: 2 });
    expect(converged).toBe(true);
    const fixed = sinkhornDivergence(x, y, { epsilon: 2, iterations: 200 });
    expect(Math.abs(value / fixed.value.dataSync()[0]! - 1)).toBeLessThan(1e-3);
    for (const tensor of [x, y, fixed.value, fixed.error]) tensor.dispose();
  });
});

describe('of many samples', () => {
  it('holds a few tiles, for the gradient too', () => {
    const [count, blockSize] = [1500, 150];
    const x = normal(first, [count, 2]) as Tensor2D;
    const y = normal(second, [count, 2], { mean: 1 }) as Tensor2D;
    const before = memory().numBytes;
    const most = watchBytes();
    const loss = (a: unknown, b: unknown) =>
      sinkhornDivergence(a as Tensor2D, b as Tensor2D, { epsilon: 1, iterations: 2, blockSize }).value;
    const { value, grads } = valueAndGrads(loss)([x, y]);
    // 13 tiles; a single matrix of all pairs would be 100.
    expect(most() - before).toBeLessThan(16 * blockSize ** 2 * 4);
    for (const tensor of [x, y, value, ...grads]) tensor.dispose();
  });
});
