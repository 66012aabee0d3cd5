import { useBackend } from '@latentkit/backend';
import { fc } from '@latentkit/testing/properties';
import { concat, type Scalar, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { energyDistance } from './energy/energyDistance.ts';
import { inverseMultiquadric } from './kernels/inverseMultiquadric.ts';
import { rationalQuadratic } from './kernels/rationalQuadratic.ts';
import { rbf } from './kernels/rbf.ts';
import { mmd } from './mmd/mmd.ts';
import { euclidean } from './sinkhorn/costs.ts';
import { sinkhornDivergence } from './sinkhorn/sinkhornDivergence.ts';

beforeAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

type Discrepancy = (x: Tensor2D, y: Tensor2D) => Scalar;

const biased = { estimate: 'biased', blockSize: 3 } as const;
/** Costs are up to 10 times ε: after so many iterations what is left is below the rounding allowed for here. */
const blurred = { iterations: 20 };
/**
 * Each of the empirical distributions themselves, with its degree where it is homogeneous: what comes of it when all
 * lengths, ε too, are multiplied by 2 is 2^degree times as much.
 */
const discrepancies: readonly [string, (scale: number) => Discrepancy, number][] = [
  ['mmd, Gaussians', (scale) => (x, y) => mmd(x, y, rbf({ bandwidths: [scale, 3 * scale] }), biased), 0],
  ['mmd, rational quadratic', (scale) => (x, y) => mmd(x, y, rationalQuadratic({ lengthScales: [scale] }), biased), 0],
  ['mmd, inverse multiquadric', (scale) => (x, y) => mmd(x, y, inverseMultiquadric({ scale }), biased), 0],
  ['energyDistance', () => (x, y) => energyDistance(x, y, { blockSize: 3 }), 1],
  ['sinkhornDivergence', (s) => (x, y) => sinkhornDivergence(x, y, { epsilon: 8 * s ** 2, ...blurred }).value, 2],
  [
    'sinkhornDivergence, distances',
    (s) => (x, y) => sinkhornDivergence(x, y, { epsilon: 2 * s, cost: euclidean, ...blurred }).value,
    1,
  ],
];

const coordinate = fc.integer({ min: -32, max: 32 }).map((i) => i / 16);
const points = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 7 });
type Points = [number, number][];
const tensorOf = (of: Points) => tensor2d(of) as Tensor2D;
const read = (discrepancy: Discrepancy, x: Points, y: Points) =>
  tidy(() => discrepancy(tensorOf(x), tensorOf(y)).dataSync()[0]!);
/** Values are up to 40 in float32; the square root of what should be 0, where one is taken, is 1e-3 of a length. */
const rounding = 4e-3;
/** Each point how many times over, in lowest terms: the distribution. */
const distributionOf = (of: Points) => {
  const counts = new Map<string, number>();
  for (const point of of) counts.set(`${point}`, (counts.get(`${point}`) ?? 0) + 1);
  return [...counts]
    .map(([point, count]) => `${point}: ${count / of.length}`)
    .sort()
    .join();
};

describe.each(discrepancies)('%s', (_, at, degree) => {
  const discrepancy = at(1);

  it('is at least 0, above it for unequal distributions, and the same either way round', () => {
    fc.assert(
      fc.property(points, points, (x, y) => {
        const value = read(discrepancy, x, y);
        expect(value).toBeGreaterThan(-rounding);
        expect(Math.abs(value - read(discrepancy, y, x))).toBeLessThan(rounding);
        // One point somewhere else, of 7 at most.
        const moved: Points = [[x[0]![0] + 4, x[0]![1]], ...x.slice(1)];
        expect(read(discrepancy, x, moved)).toBeGreaterThan(rounding);
        if (distributionOf(x) === distributionOf(y)) expect(value).toBeLessThan(rounding);
      }),
      { numRuns: 25 },
    );
  });

  it('is 0 between equal distributions, in whatever order and however often repeated', () => {
    fc.assert(
      fc.property(points, (x) => {
        expect(Math.abs(read(discrepancy, x, [...x].reverse()))).toBeLessThan(rounding);
        expect(Math.abs(read(discrepancy, x, [...x, ...x]))).toBeLessThan(rounding);
      }),
      { numRuns: 25 },
    );
  });

  it('does not mind a shift of both, and changes with the unit of length as its unit says', () => {
    fc.assert(
      fc.property(points, points, fc.tuple(coordinate, coordinate), (x, y, [dx, dy]) => {
        const value = read(discrepancy, x, y);
        const shifted = (of: Points): Points => of.map(([a, b]) => [a + dx, b + dy]);
        expect(Math.abs(read(discrepancy, shifted(x), shifted(y)) - value)).toBeLessThan(rounding);
        const doubled = (of: Points): Points => of.map(([a, b]) => [2 * a, 2 * b]);
        expect(Math.abs(read(at(2), doubled(x), doubled(y)) / 2 ** degree - value)).toBeLessThan(rounding);
      }),
      { numRuns: 25 },
    );
  });
});

describe('sinkhornDivergence', () => {
  it('is at least the squared distance of the means, and is that for a shift', () => {
    fc.assert(
      fc.property(points, points, fc.tuple(coordinate, coordinate), (x, y, [dx, dy]) => {
        const value = (a: Points, b: Points) =>
          read((x, y) => sinkhornDivergence(x, y, { epsilon: 8, ...blurred }).value, a, b);
        const mean = (of: Points, k: 0 | 1) => of.reduce((sum, point) => sum + point[k], 0) / of.length;
        const apart = (mean(x, 0) - mean(y, 0)) ** 2 + (mean(x, 1) - mean(y, 1)) ** 2;
        expect(value(x, y)).toBeGreaterThan(apart - rounding);
        const shifted: Points = x.map(([a, b]) => [a + dx, b + dy]);
        expect(Math.abs(value(x, shifted) - dx ** 2 - dy ** 2)).toBeLessThan(rounding);
      }),
      { numRuns: 25 },
    );
  });

  it('with a large ε is half the discrepancy whose kernel is minus the cost', () => {
    fc.assert(
      fc.property(points, points, (x, y) => {
        const options = { epsilon: 1e4, cost: euclidean, ...blurred };
        const value = read((a, b) => sinkhornDivergence(a, b, options).value, x, y);
        expect(Math.abs(value - read(energyDistance, x, y) / 2)).toBeLessThan(0.02);
      }),
      { numRuns: 25 },
    );
  });
});

describe('mmd', () => {
  it('is quadratic in a mixture: of y with x mixed half and half with y, a quarter', () => {
    fc.assert(
      fc.property(points, points, (x, y) => {
        const kernel = rbf({ bandwidths: [1] });
        const [whole, half] = tidy(() => {
          const [a, b] = [tensorOf(x), tensorOf(y)];
          // Each sample as often as the other has samples, so that both weigh the same.
          const times = (z: Tensor2D, count: number) => concat<Tensor2D>(Array.from({ length: count }, () => z));
          const mixed = concat<Tensor2D>([times(a, y.length), times(b, x.length)]);
          const value = (p: Tensor2D) => mmd(p, b, kernel, biased).dataSync()[0]!;
          return [value(a), value(mixed)];
        });
        expect(Math.abs(half! - whole! / 4)).toBeLessThan(1e-5);
      }),
      { numRuns: 25 },
    );
  });
});
