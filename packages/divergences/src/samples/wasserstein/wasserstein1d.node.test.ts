import { useBackend } from '@latentkit/backend';
import { key, normal, split } from '@latentkit/random';
import { fc } from '@latentkit/testing/properties';
import { add, mean, mul, square, sub, type Tensor2D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { slope } from '../rate.test-util.ts';
import { wasserstein1d } from './wasserstein1d.ts';

beforeAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

const distance = (x: readonly number[], y: readonly number[], order: number) =>
  tidy(() => wasserstein1d(tensor1d([...x]), tensor1d([...y]), { order }).dataSync()[0]!);

describe('wasserstein1d is a distance:', () => {
  const samples = fc.array(
    fc.integer({ min: -4096, max: 4096 }).map((i) => i / 256),
    { minLength: 1, maxLength: 6 },
  );
  const order = fc.constantFrom(1, 1.5, 2, 3);
  /** Values are up to 16 and float32 has 7 digits; a difference of 0 that is not quite one grows by a root. */
  const close = 1e-5;

  it('0 for a set and itself in another order or repeated, and the same either way round', () => {
    fc.assert(
      fc.property(samples, samples, order, (x, y, order) => {
        expect(distance(x, [...x].reverse(), order)).toBe(0);
        expect(distance(x, [...x, ...x], order)).toBe(0);
        expect(distance(x, y, order)).toBeCloseTo(distance(y, x, order), 5);
      }),
      { numRuns: 30 },
    );
  });

  it('of a shifted set, the shift', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: -64, max: 64 }), order, (x, shift, order) => {
        const shifted = x.map((value) => value + shift);
        expect(Math.abs(distance(x, shifted, order) - Math.abs(shift))).toBeLessThanOrEqual(close * Math.abs(shift));
      }),
      { numRuns: 30 },
    );
  });

  it('no detour is shorter, and a higher order is no less', () => {
    fc.assert(
      fc.property(samples, samples, samples, order, (x, y, z, order) => {
        expect(distance(x, z, order)).toBeLessThanOrEqual(distance(x, y, order) + distance(y, z, order) + close);
        expect(distance(x, y, order)).toBeLessThanOrEqual(distance(x, y, order + 1) + close);
      }),
      { numRuns: 30 },
    );
  });
});

describe('wasserstein1d of samples from two Gaussians', () => {
  it('tends to √((μ₁ − μ₂)² + (σ₁ − σ₂)²), the error with the root of their number', () => {
    const repetitions = 100;
    const counts = [64, 256, 1024];
    const errors = counts.map((count, i) =>
      tidy(() => {
        const [first, second] = split(split(key(20), 3)[i]!);
        const x = normal(first!, [repetitions, count]) as Tensor2D;
        const y = add(1, mul(2, normal(second!, [repetitions, count]))) as Tensor2D;
        return Math.sqrt(mean(square(sub(wasserstein1d(x, y, { order: 2 }), Math.SQRT2))).dataSync()[0]!);
      }),
    );
    // 100 repetitions know an error to 7 %, a slope over a factor of 16 to 0.04; and Ŵ has a bias besides, of order 1/n.
    expect(slope(counts, errors)).toBeGreaterThan(-0.65);
    expect(slope(counts, errors)).toBeLessThan(-0.38);
    // The delta method for μ alone: √(1 + 4) / √n times (μ₁ − μ₂) / W, and about as much again for σ.
    expect(errors[2]).toBeLessThan((2 * Math.sqrt(5)) / Math.sqrt(1024));
  });
});
