import { useBackend } from '@latentkit/backend';
import { fc } from '@latentkit/testing/properties';
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import {
  forwardKl,
  ganObjective,
  jensenShannon,
  pearson,
  reverseKl,
  squaredHellinger,
  symmetricKl,
  totalVariation,
  triangular,
} from '../index.ts';
import { divergenceUnchecked } from './divergence.ts';
import type { FDivergence } from './fDivergence.ts';

beforeAll(() => useBackend('cpu'));

/** Over six outcomes, some of which may be impossible. */
const distribution = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1, noNaN: true })), { minLength: 6, maxLength: 6 })
  .filter((row) => row.some((x) => x > 0))
  .map((row) => row.map((x) => x / row.reduce((a, b) => a + b)));

/** Two rows in float32. */
const ROUNDING = 1e-6;

/** Checks a statement about two distributions at 50 pairs. */
function forAll(check: (of: (divergence: FDivergence) => number) => void): void {
  fc.assert(
    fc.property(distribution, distribution, (p, q) => {
      check((divergence) => tidy(() => divergenceUnchecked(divergence, tensor2d([p]), tensor2d([q])).dataSync()[0]!));
    }),
    { numRuns: 50 },
  );
}

it('is never NaN', () => {
  forAll((of) => {
    for (const divergence of [
      forwardKl,
      reverseKl,
      symmetricKl,
      jensenShannon,
      ganObjective,
      pearson,
      squaredHellinger,
      totalVariation,
      triangular,
    ]) {
      expect(of(divergence), divergence.name).not.toBeNaN();
    }
  });
});

it('JS ≤ log 2 · TV ≤ log 2, and TV² ≤ 2 JS', () => {
  forAll((of) => {
    expect(of(jensenShannon)).toBeLessThanOrEqual(Math.LN2 * of(totalVariation) + ROUNDING);
    expect(of(totalVariation) ** 2 / 2).toBeLessThanOrEqual(of(jensenShannon) + ROUNDING);
  });
});

it('TV ≤ 1, H² ≤ 1, Δ ≤ 2', () => {
  forAll((of) => {
    expect(of(totalVariation)).toBeLessThanOrEqual(1 + ROUNDING);
    expect(of(squaredHellinger)).toBeLessThanOrEqual(1 + ROUNDING);
    expect(of(triangular)).toBeLessThanOrEqual(2 + ROUNDING);
  });
});

it('Pinsker: TV ≤ √(KL / 2)', () => {
  forAll((of) => expect(of(totalVariation)).toBeLessThanOrEqual(Math.sqrt(of(forwardKl) / 2) + ROUNDING));
});

it('Hellinger and TV: H² ≤ TV ≤ √(H² (2 − H²))', () => {
  forAll((of) => {
    const squared = of(squaredHellinger);
    expect(squared).toBeLessThanOrEqual(of(totalVariation) + ROUNDING);
    expect(of(totalVariation)).toBeLessThanOrEqual(Math.sqrt(squared * (2 - squared)) + ROUNDING);
  });
});

it('KL ≤ log(1 + χ²)', () => {
  forAll((of) => {
    if (of(pearson) < Infinity)
      expect(of(forwardKl)).toBeLessThanOrEqual(Math.log1p(of(pearson)) * (1 + ROUNDING) + ROUNDING);
  });
});

it('Δ and Hellinger: 2 H² ≤ Δ ≤ 4 H²', () => {
  forAll((of) => {
    expect(2 * of(squaredHellinger)).toBeLessThanOrEqual(of(triangular) + ROUNDING);
    expect(of(triangular)).toBeLessThanOrEqual(4 * of(squaredHellinger) + ROUNDING);
  });
});

it('the first GAN: 2 JS − log 4', () => {
  forAll((of) => expect(of(ganObjective)).toBeCloseTo(2 * of(jensenShannon) - Math.log(4), 5));
});
