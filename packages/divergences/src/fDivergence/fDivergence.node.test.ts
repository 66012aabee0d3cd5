import { useBackend } from '@latentkit/backend';
import { expectAllClose } from '@latentkit/testing';
import { fc } from '@latentkit/testing/properties';
import { mul, sub, sum, type Tensor, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import * as all from '../index.ts';
import { divergenceUnchecked } from './divergence.ts';
import type { FDivergence } from './fDivergence.ts';
import { optimalCritic, optimalOutput } from './optimalCritic.ts';
import { named, references } from './reference.test-util.ts';

// Plain mathematics, the same on every backend: other files hold the backends to the values.
beforeAll(() => useBackend('cpu'));

/** f of each of the numbers. */
const each = (f: (x: Tensor) => Tensor, values: readonly number[]) =>
  tidy(() => Array.from(f(tensor1d([...values])).dataSync()));

type Row = readonly number[];
const divergenceOf = (divergence: FDivergence, p: Row, q: Row) =>
  tidy(() => divergenceUnchecked(divergence, tensor2d([[...p]]), tensor2d([[...q]])).dataSync()[0]!);

/** E_P T − E_Q f*(T) of a critic that gives `output` where the outcomes are. */
const boundOf = ({ activation, conjugateOfActivation }: FDivergence, p: Row, q: Row, output: Row) =>
  tidy(() => {
    const v = tensor1d([...output]);
    return sum(
      sub(mul(tensor1d([...p]), activation(v)), mul(tensor1d([...q]), conjugateOfActivation(v))),
    ).dataSync()[0]!;
  });

const ratios: Row = [0.02, 0.1, 0.25, 0.5, 0.8, 0.99, 1, 1.01, 1.25, 2, 4, 10, 50].map(Math.fround);
const logRatios = ratios.map(Math.log);
/** Outputs of a critic in steps of 0.01: the best is within 0.005 of one, and a maximum is flat. */
const outputs: Row = Array.from({ length: 4001 }, (_, i) => (i - 2000) / 100);

/** Distributions over five outcomes, none of which is impossible. */
const distribution = fc
  .array(fc.double({ min: 0.02, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 })
  .map((row) => row.map((x) => x / row.reduce((a, b) => a + b)));

it('is the same set here and in the index', () => {
  const values = Object.values(all).filter((value) => typeof value === 'object' && 'conjugate' in value);
  expect(references.map(({ divergence }) => divergence)).toEqual(expect.arrayContaining(values));
});

describe.each(named)('%s', (_, { divergence, f, conjugate, activation, threshold, dual }) => {
  const { minimum, domain } = divergence;
  const near = { relative: 2e-5, absolute: 2e-6 };

  describe('is that of the literature', () => {
    it('in f', async () => {
      await expectAllClose(each(divergence.f, ratios), ratios.map(f), near);
    });
    it('in f(1) and f’(1)', async () => {
      expect(f(1)).toBeCloseTo(minimum, 12);
      await expectAllClose(each(divergence.f, [1]), [minimum]);
      expect(divergence.threshold).toBe(threshold);
      expect(minimum).toBe(divergence.name === 'ganObjective' ? -2 * Math.LN2 : 0);
    });
    it('in f(0), and the slopes at 0 and infinity', () => {
      // The slowest is approached as u^0.3 / 0.21: within 2e-4 at 1e-15, or beyond all bounds.
      const limit = (value: number, expected: number) =>
        expected === Infinity
          ? expect(value).toBeGreaterThan(10)
          : expect(Math.abs(value - expected)).toBeLessThan(1e-3);
      limit(f(1e-15), divergence.atZero);
      limit(f(1e15) / 1e15, divergence.slopeAtInfinity);
      limit((f(1e-10) - f(2e-10)) / 1e-10, -divergence.slopeAtZero);
    });
    it('in f’, by finite differences', async () => {
      const step = (u: number) => 1e-5 * u;
      const smooth = ratios.filter((u) => u !== 1 || divergence.name !== 'totalVariation');
      const slope = (u: number) => (f(u + step(u)) - f(u - step(u))) / (2 * step(u));
      await expectAllClose(each(divergence.derivative, smooth), smooth.map(slope), { relative: 2e-5, absolute: 1e-5 });
      await expectAllClose(each(divergence.derivative, [1]), [threshold], { absolute: 1e-7 });
    });
    it('in f*, for every slope that a ratio has', async () => {
      const slopes = each(divergence.derivative, ratios);
      await expectAllClose(each(divergence.conjugate, slopes), slopes.map(conjugate), {
        relative: 1e-4,
        absolute: 1e-5,
      });
    });
    it('in the activation, which increases and stays in the domain of f*', async () => {
      const given = each(divergence.activation, outputs);
      await expectAllClose(given, outputs.map(activation), near);
      expect(given.every((t, i) => i === 0 || t >= given[i - 1]!)).toBe(true);
      expect(given[0]).toBeGreaterThanOrEqual(domain[0]);
      expect(given.at(-1)).toBeLessThanOrEqual(Math.fround(domain[1]));
    });
  });

  it('has a term that is q f(p / q) but for what sums to f(1)', async () => {
    const q = [0.3, 0.02, 1.7];
    for (const factor of q) {
      const given = each((u) => divergence.term(mul(u, factor), tensor1d(ratios.map(() => factor))), ratios);
      await expectAllClose(
        given,
        ratios.map((u) => factor * (f(u) - threshold * (u - 1) - minimum)),
        { relative: 1e-4, absolute: 1e-6 },
      );
      expect(Math.abs(given[ratios.indexOf(1)]!)).toBe(0);
    }
  });

  describe('has a convex conjugate', () => {
    it('that is the most that u t − f(u) can be, u ≥ 0', async () => {
      // u on a grid of its logarithm, from e⁻²⁰ to e²⁰, and 0.
      const grid = Array.from({ length: 20001 }, (_, i) => Math.exp((i - 10000) / 500));
      const values = grid.map(f);
      const slopes = each(divergence.activation, [-8, -3, -1, -0.3, 0, 0.4, 1, 2.5]);
      const most = (t: number) => grid.reduce((best, u, i) => Math.max(best, u * t - values[i]!), -divergence.atZero);
      // The grid misses the maximum by up to u² f'' (1e-3)² / 2.
      await expectAllClose(each(divergence.conjugate, slopes), slopes.map(most), { relative: 1e-5, absolute: 2e-5 });
    });

    it('whose own conjugate is f again', async () => {
      const [slopes, conjugates] = [
        each(divergence.activation, outputs),
        each(divergence.conjugateOfActivation, outputs),
      ];
      const within = ratios.filter((u) => u >= 0.25 && u <= 4);
      const most = (u: number) => slopes.reduce((best, t, i) => Math.max(best, u * t - conjugates[i]!), -Infinity);
      await expectAllClose(within.map(most), within.map(f), { relative: 5e-4, absolute: 5e-4 });
    });

    it('composed with the activation as it is', async () => {
      const moderate = outputs.filter((v) => Math.abs(v) <= 4);
      const apart = each((v) => divergence.conjugate(divergence.activation(v)), moderate);
      // The detour rounds the slope close to the edge of the domain.
      await expectAllClose(each(divergence.conjugateOfActivation, moderate), apart, { relative: 1e-4, absolute: 1e-4 });
    });

    it('which keeps Fenchel’s inequality, with equality at the best output', async () => {
      const best = each(divergence.optimalOutput, logRatios);
      const [slopes, conjugates] = [
        each(divergence.activation, outputs),
        each(divergence.conjugateOfActivation, outputs),
      ];
      const [bestSlopes, bestConjugates] = [
        each(divergence.activation, best),
        each(divergence.conjugateOfActivation, best),
      ];
      for (const [i, u] of ratios.entries()) {
        // What the rounding of t and f* in float32 can make of the difference of the two.
        const slack = (t: number, c: number) => 5e-7 * (u * Math.abs(t) + Math.abs(c) + Math.abs(f(u)) + u + 1);
        const excess = slopes.map((t, j) => u * t - conjugates[j]! - f(u) - slack(t, conjugates[j]!));
        expect(Math.max(...excess), `${u}`).toBeLessThanOrEqual(0);
        const gap = u * bestSlopes[i]! - bestConjugates[i]! - f(u);
        expect(Math.abs(gap), `${u}`).toBeLessThanOrEqual(4 * slack(bestSlopes[i]!, bestConjugates[i]!));
      }
      await expectAllClose(bestSlopes, each(divergence.derivative, ratios), { relative: 1e-4, absolute: 1e-5 });
    });
  });

  describe('between distributions', () => {
    it('is least, f(1), for equals and only for them', () => {
      fc.assert(
        fc.property(distribution, distribution, fc.double({ min: 1e-3, max: 1, noNaN: true }), (p, r, share) => {
          expect(divergenceOf(divergence, p, p)).toBe(Math.fround(minimum));
          const q = p.map((x, i) => (1 - share) * x + share * r[i]!);
          const excess = tidy(
            () =>
              divergenceUnchecked(
                { ...divergence, minimum: 0, atZero: 0 },
                tensor2d([p]),
                tensor2d([q]),
              ).dataSync()[0]!,
          );
          const isEqual = p.every((x, i) => Math.fround(x) === Math.fround(q[i]!));
          if (isEqual) expect(excess).toBe(0);
          else expect(excess).toBeGreaterThan(0);
        }),
        { numRuns: 30 },
      );
    });

    it('is its dual the other way round', () => {
      fc.assert(
        fc.property(distribution, distribution, (p, q) => {
          const [there, back] = [divergenceOf(divergence, p, q), divergenceOf(dual, q, p)];
          expect(Math.abs(there - back)).toBeLessThanOrEqual(1e-5 * Math.abs(there) + 1e-7);
        }),
        { numRuns: 30 },
      );
    });

    it('is said to be symmetric if and only if it is', () => {
      const [p, q] = [
        [0.7, 0.2, 0.1],
        [0.2, 0.3, 0.5],
      ];
      const [there, back] = [divergenceOf(divergence, p, q), divergenceOf(divergence, q, p)];
      expect(Math.abs(there - back) < 1e-5).toBe(divergence.symmetric);
    });

    it('is at least the bound of any critic, and equals that of the best', () => {
      fc.assert(
        fc.property(
          distribution,
          distribution,
          fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 5, maxLength: 5 }),
          (p, q, output) => {
            const value = divergenceOf(divergence, p, q);
            const best = tidy(() => Array.from(optimalOutput(divergence, tensor1d(p), tensor1d(q)).dataSync()));
            const touched = boundOf(divergence, p, q, best);
            // Five terms, each rounded: the largest are near 50.
            const slack = 1e-5 * Math.max(1, Math.abs(value));
            expect(Math.abs(touched - value)).toBeLessThanOrEqual(slack);
            expect(boundOf(divergence, p, q, output)).toBeLessThanOrEqual(value + slack);
            // Half a unit away from the best in every outcome, either way. An output without end moves to the flat part.
            for (const step of [-0.5, 0.5]) {
              const moved = best.map((v, i) => (Number.isFinite(v) ? v + (i % 2 ? step : -step) : Math.sign(v)));
              expect(boundOf(divergence, p, q, moved)).toBeLessThan(value - slack);
            }
          },
        ),
        { numRuns: 30 },
      );
    });
  });

  it('has a best critic that is the activation of the best output, in the limits, too', async () => {
    const [p, q] = [tensor1d([0.3, 0.3, 0.5, 0, 0.1]), tensor1d([0.1, 0.6, 0.5, 0.1, 0])];
    const slopes = Array.from(optimalCritic(divergence, p, q).dataSync());
    await expectAllClose(divergence.activation(optimalOutput(divergence, p, q)), slopes, {
      relative: 1e-5,
      absolute: 1e-6,
    });
    expect(slopes[2]).toBeCloseTo(threshold, 6);
    expect(slopes[4]).toBeCloseTo(divergence.slopeAtInfinity, 6);
    expect(slopes.some(Number.isNaN)).toBe(false);
  });
});
