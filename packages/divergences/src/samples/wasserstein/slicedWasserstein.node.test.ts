import { useBackend } from '@latentkit/backend';
import { foldIn, type Key, key, normal, split } from '@latentkit/random';
import { add, eye, mul, type Tensor2D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { rootMeanSquare, slope } from '../rate.test-util.ts';
import { maxSlicedWasserstein } from './maxSlicedWasserstein.ts';
import { slicedWasserstein } from './slicedWasserstein.ts';

beforeAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

/** Samples of N(0, I) and of N((2, 0, 0), 1.5² I), and a key to go on. */
function gaussians(from: Key, count: number): { x: Tensor2D; y: Tensor2D; key: Key } {
  const [first, second, rest] = split(from, 3) as [Key, Key, Key];
  const x = normal(first, [count, 3]) as Tensor2D;
  const y = add(mul(1.5, normal(second, [count, 3])), tensor1d([2, 0, 0])) as Tensor2D;
  return { x, y, key: rest };
}

describe('of samples from two isotropic Gaussians', () => {
  it('slicedWasserstein tends to √(‖c‖² / d + (σ₁ − σ₂)²), the error with the root of samples and directions', () => {
    const counts = [32, 128, 512];
    const repetitions = 40;
    const errors = counts.map((count, i) => {
      const values = Array.from({ length: repetitions }, (_, repetition) =>
        tidy(() => {
          const { x, y, key: rest } = gaussians(foldIn(key(30 + i), repetition), count);
          return slicedWasserstein(x, y, { key: rest, projections: count }).dataSync()[0]!;
        }),
      );
      return rootMeanSquare(values, Math.sqrt(4 / 3 + 0.25));
    });
    // 40 repetitions know an error to 11 %, a slope over a factor of 16 to 0.06.
    expect(slope(counts, errors)).toBeGreaterThan(-0.7);
    expect(slope(counts, errors)).toBeLessThan(-0.3);
    expect(errors[2]).toBeLessThan(0.1);
  });

  it('maxSlicedWasserstein tends to √(‖c‖² + (σ₁ − σ₂)²), the error with the root of samples', () => {
    const counts = [64, 256, 1024];
    const errors = counts.map((count, i) => {
      const values = Array.from({ length: 30 }, (_, repetition) =>
        tidy(() => {
          const { x, y, key: rest } = gaussians(foldIn(key(35 + i), repetition), count);
          return maxSlicedWasserstein(x, y, { key: rest, projections: 8 }).value.dataSync()[0]!;
        }),
      );
      return rootMeanSquare(values, Math.sqrt(4.25));
    });
    // 30 repetitions know an error to 13 %, a slope over a factor of 16 to 0.07; what is largest by chance falls faster.
    expect(slope(counts, errors)).toBeGreaterThan(-0.75);
    expect(slope(counts, errors)).toBeLessThan(-0.35);
    expect(errors[2]).toBeLessThan(0.1);
  });

  it('maxSlicedWasserstein finds √(‖c‖² + (σ₁ − σ₂)²) along c, and no random direction shows more', () => {
    tidy(() => {
      const { x, y, key: rest } = gaussians(key(40), 4000);
      const { value, direction } = maxSlicedWasserstein(x, y, { key: rest, projections: 4 });
      // The mean of 4,000 samples is known to 0.03, its direction to about as much.
      expect(Math.abs(value.dataSync()[0]! - Math.sqrt(4.25))).toBeLessThan(0.1);
      expect(Math.abs(direction.dataSync()[0]!)).toBeGreaterThan(0.995);
      for (let i = 0; i < 20; i++) {
        const along = slicedWasserstein(x, y, { key: foldIn(key(41), i), projections: 1 });
        expect(along.dataSync()[0]!).toBeLessThanOrEqual(value.dataSync()[0]!);
      }
    });
  });
});

describe('slicedWasserstein is a distance:', () => {
  const distance = (x: Tensor2D, y: Tensor2D) =>
    tidy(() => slicedWasserstein(x, y, { key: key(5), projections: 16 }).dataSync()[0]!);

  it('a shift by c is seen, along the axes, as ‖c‖ / √d', () => {
    tidy(() => {
      const { x } = gaussians(key(42), 50);
      const shifted = add(x, tensor1d([2, -3, 6])) as Tensor2D;
      const directions = eye(3) as Tensor2D;
      expect(slicedWasserstein(x, shifted, { directions }).dataSync()[0]!).toBeCloseTo(7 / Math.sqrt(3), 5);
    });
  });

  it('the same either way round, and no detour is shorter', () => {
    for (let i = 0; i < 20; i++) {
      tidy(() => {
        const { x, y, key: rest } = gaussians(foldIn(key(43), i), 5);
        const z = normal(rest, [7, 3]) as Tensor2D;
        expect(distance(x, y)).toBeCloseTo(distance(y, x), 6);
        expect(distance(x, y)).toBeLessThanOrEqual(distance(x, z) + distance(z, y) + 1e-6);
      });
    }
  });
});
