import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import {
  grad,
  square,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tensor2d,
  tensor3d,
  zeros,
} from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import {
  type FullGaussian,
  fullGaussianBhattacharyya,
  fullGaussianJeffreys,
  fullGaussianKl,
  fullGaussianSquaredHellinger,
  fullGaussianSquaredWasserstein,
} from './byParameters.test-util.ts';

type Plane = readonly [m: Float64Array, f: Float64Array, n: Float64Array, g: Float64Array];

/** L Lᵀ of a lower triangular matrix of the plane: its two variances and covariance. */
const covariance = ([a, , c, d]: ArrayLike<number> & Iterable<number>) =>
  [a! * a!, c! * c! + d! * d!, a! * c!] as const;
const det = ([x, y, xy]: readonly [number, number, number]) => x * y - xy * xy;
const form = ([x, y, xy]: readonly [number, number, number], [u, v]: readonly [number, number]) =>
  (y * u * u + x * v * v - 2 * xy * u * v) / det([x, y, xy]);

/** The textbook's formulas in the plane, where they need no decomposition: tr √M = √(tr M + 2 √det M). */
const textbook = {
  kl: (...[m, f, n, g]: Plane) => {
    const [p, q] = [covariance(f), covariance(g)];
    const trace = (p[0] * q[1] + p[1] * q[0] - 2 * p[2] * q[2]) / det(q);
    return (trace - 2 + form(q, [m[0]! - n[0]!, m[1]! - n[1]!]) + Math.log(det(q) / det(p))) / 2;
  },
  bhattacharyya: (...[m, f, n, g]: Plane) => {
    const [p, q] = [covariance(f), covariance(g)];
    const average = p.map((x, i) => (x + q[i]!) / 2) as unknown as typeof p;
    const volume = Math.log(det(average) / Math.sqrt(det(p) * det(q))) / 2;
    return form(average, [m[0]! - n[0]!, m[1]! - n[1]!]) / 8 + volume;
  },
  squaredWasserstein: (...[m, f, n, g]: Plane) => {
    const [p, q] = [covariance(f), covariance(g)];
    const trace = p[0] * q[0] + p[1] * q[1] + 2 * p[2] * q[2];
    const root = Math.sqrt(trace + 2 * Math.sqrt(det(p) * det(q)));
    return (m[0]! - n[0]!) ** 2 + (m[1]! - n[1]!) ** 2 + p[0] + p[1] + q[0] + q[1] - 2 * root;
  },
};

const divergences = [
  fullGaussianKl,
  fullGaussianJeffreys,
  fullGaussianBhattacharyya,
  fullGaussianSquaredHellinger,
  fullGaussianSquaredWasserstein,
];
const wave = (length: number, phase: number) => Array.from({ length }, (_, i) => Math.sin(phase + 1.7 * i));
const read = async (divergence: typeof fullGaussianKl, p: FullGaussian, q: FullGaussian) => [
  ...(await divergence(p, q).data()),
];

onEveryBackend(() => {
  it('are what divergences are', async () => {
    const [p, q, r] = [1, 2, 3].map((phase) => ({
      mean: tensor2d(wave(12, phase), [3, 4]),
      factor: tensor3d(
        wave(48, phase).map((x, i) => (i % 4 === Math.floor(i / 4) % 4 ? 1.2 + x / 2 : x)),
        [3, 4, 4],
      ),
    })) as [FullGaussian, FullGaussian, FullGaussian];
    const values = new Map<unknown, number[]>();
    for (const divergence of divergences) {
      const forward = await read(divergence, p, q);
      for (const value of forward) expect(value).toBeGreaterThan(0);
      if (divergence !== fullGaussianKl) {
        await expectAllClose(await read(divergence, q, p), forward, { relative: 1e-5 });
      }
      values.set(divergence, forward);
    }
    const [forward, backward] = [values.get(fullGaussianKl)!, await read(fullGaussianKl, q, p)];
    await expectAllClose(
      values.get(fullGaussianJeffreys)!,
      forward.map((x, i) => x + backward[i]!),
    );
    const bounds = values.get(fullGaussianBhattacharyya)!;
    await expectAllClose(
      values.get(fullGaussianSquaredHellinger)!,
      bounds.map((x) => 1 - Math.exp(-x)),
    );
    for (const [i, bound] of bounds.entries()) expect(2 * bound).toBeLessThanOrEqual(forward[i]!);
    const root = async (metric: typeof fullGaussianKl, a: FullGaussian, b: FullGaussian) =>
      (await read(metric, a, b)).map(Math.sqrt);
    for (const metric of [fullGaussianSquaredWasserstein, fullGaussianSquaredHellinger]) {
      const [pq, qr, pr] = [await root(metric, p, q), await root(metric, q, r), await root(metric, p, r)];
      for (const [i, x] of pr.entries()) expect(x).toBeLessThanOrEqual(pq[i]! + qr[i]!);
    }
  });

  it.each([
    ['fullGaussianKl', fullGaussianKl, textbook.kl],
    ['fullGaussianBhattacharyya', fullGaussianBhattacharyya, textbook.bhattacharyya],
    [
      'fullGaussianSquaredHellinger',
      fullGaussianSquaredHellinger,
      (...x: Plane) => -Math.expm1(-textbook.bhattacharyya(...x)),
    ],
    ['fullGaussianSquaredWasserstein', fullGaussianSquaredWasserstein, textbook.squaredWasserstein],
  ] as const)('%s has the value and gradients of its formula', async (_, divergence, reference) => {
    for (const [f, g] of [
      [
        [1, 0, 0.5, 2],
        [0.5, 0, -1, 1],
      ],
      [
        [1, 0, 0.5, 2],
        [1.1, 0, 0.4, 1.9],
      ],
      [
        [0.01, 0, 0.5, 1],
        [1, 0, 0.5, 0.02],
      ], // sharp, in different directions
    ] as const) {
      await expectGradients({
        value: (m, f, n, g) =>
          divergence({ mean: m, factor: f } as FullGaussian, { mean: n, factor: g } as FullGaussian),
        reference: (m, f, n, g) => reference(m!, f!, n!, g!),
        inputs: [
          { shape: [1, 2], values: [0.5, -1] },
          { shape: [1, 2, 2], values: f },
          { shape: [1, 2], values: [0.1, -0.8] },
          { shape: [1, 2, 2], values: g },
        ],
        // Finite differences are good to 1e-5 where the scale is 0.01.
        tolerance: { relative: 1e-4, absolute: 1e-5 },
      });
    }
  });

  it('hold in 37 dimensions, which is no power of 2', async () => {
    const size = 37;
    const numbers = (phase: number) =>
      Array.from({ length: size * size }, (_, i) => {
        const [row, column] = [Math.floor(i / size), i % size];
        const x = Math.sin(phase + 1.3 * i);
        return Math.fround(row === column ? 1 + x / 2 : row > column ? x / 8 : 0);
      });
    const [f, g] = [numbers(1), numbers(2)];
    const [p, q] = [f, g].map((values) => ({
      mean: zeros([1, size]) as Tensor2D,
      factor: tensor3d(values, [1, size, size]) as Tensor3D,
    })) as [FullGaussian, FullGaussian];
    const w = solve(g, f, size);
    let expected = -size / 2;
    for (const [i, x] of w.entries()) expected += x ** 2 / 2 - (i % (size + 1) === 0 ? Math.log(x) : 0);
    await expectAllClose(fullGaussianKl(p, q), [expected], { relative: 2e-6 });
    // With q = p the distance of translates by δ is δᵀ Σ⁻¹ δ / 8, and |δ|².
    const shifted = { mean: tensor2d([f.slice(0, size).map((_, i) => 0.1 + i / 50)]), factor: p.factor };
    const delta = [...(await shifted.mean.data())];
    const z = solve(
      f,
      delta.flatMap((x) => [x, ...new Array<number>(size - 1).fill(0)]),
      size,
    );
    const squares = (x: Iterable<number>) => [...x].reduce((total, value) => total + value ** 2, 0);
    await expectAllClose(fullGaussianBhattacharyya(shifted, p), [squares(z) / 8], { relative: 5e-6 });
    await expectAllClose(fullGaussianSquaredWasserstein(shifted, p), [squares(delta)], { relative: 2e-6 });
  });

  it('squared Wasserstein keeps its digits for covariances that are nearly flat', async () => {
    const at = (a: number, b: number): FullGaussian => ({
      mean: zeros([1, 2]) as Tensor2D,
      factor: tensor3d([a, 0, 0, b], [1, 2, 2]),
    });
    for (const small of [1e-2, 1e-4, 1e-5]) {
      const value = fullGaussianSquaredWasserstein(at(1, small), at(2, 3 * small));
      await expectAllClose(value, [1 + 4 * small ** 2], { relative: 1e-6, absolute: 0 });
    }
  });

  it('squared Wasserstein refuses a second gradient, which it does not have', () => {
    const q = { mean: zeros([1, 2]) as Tensor2D, factor: tensor3d([1, 0, 0.5, 2], [1, 2, 2]) };
    const distance = (factor: Tensor) => sum(fullGaussianSquaredWasserstein({ ...q, factor: factor as Tensor3D }, q));
    const slope = (factor: Tensor) => sum(square(grad(distance)(factor)));
    expect(() => grad(slope)(tensor3d([2, 0, 1, 1], [1, 2, 2]))).toThrow(
      'squaredWasserstein2: has no second-order gradient.',
    );
  });
});

/** L⁻¹ B by forward substitution in float64. */
function solve(l: readonly number[], b: readonly number[], size: number): Float64Array {
  const x = Float64Array.from(b);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      for (let k = 0; k < row; k++) x[row * size + column]! -= l[row * size + k]! * x[k * size + column]!;
      x[row * size + column]! /= l[row * size + row]!;
    }
  }
  return x;
}
