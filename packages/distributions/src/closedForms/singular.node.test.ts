import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { grads, sum, type Tensor, type Tensor1D, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import {
  type FullGaussian,
  fullGaussianBhattacharyya,
  fullGaussianJeffreys,
  fullGaussianKl,
  fullGaussianSquaredHellinger,
  fullGaussianSquaredWasserstein,
} from './byParameters.test-util.ts';
import cases from './goldenSingular.json';

type Case = (typeof cases)[number];
const golden = {
  fullGaussianSquaredWasserstein: [fullGaussianSquaredWasserstein, (c: Case) => c.squaredWasserstein],
  fullGaussianKl: [fullGaussianKl, (c: Case) => Number(c.kl)],
  'fullGaussianKl, reversed': [(p, q) => fullGaussianKl(q, p), (c: Case) => Number(c.reverseKl)],
  fullGaussianJeffreys: [fullGaussianJeffreys, (c: Case) => Number(c.kl) + Number(c.reverseKl)],
  fullGaussianBhattacharyya: [fullGaussianBhattacharyya, (c: Case) => Number(c.bhattacharyya)],
  fullGaussianSquaredHellinger: [fullGaussianSquaredHellinger, (c: Case) => -Math.expm1(-Number(c.bhattacharyya))],
} satisfies Record<string, [(p: FullGaussian, q: FullGaussian) => Tensor1D, (c: Case) => number]>;

const ofFull = { fullGaussianKl, fullGaussianJeffreys, fullGaussianBhattacharyya, fullGaussianSquaredHellinger };
const limit = (name: string) => (name.endsWith('Hellinger') ? 1 : Number.POSITIVE_INFINITY);
const one = (mean: number[], factor: number[]): FullGaussian => ({
  mean: tensor2d([mean]),
  factor: tensor3d(factor, [1, 2, 2]),
});
const slopesOf = (divergence: (...x: Tensor[]) => Tensor, inputs: Tensor[]) =>
  grads((...x: Tensor[]) => sum(divergence(...x)))(inputs);

/** A matrix of the plane with a row and a column of zeros put in. */
const padded = (values: readonly number[][], at: number) =>
  [0, 1, 2].map((row) =>
    [0, 1, 2].map((column) =>
      row === at || column === at ? 0 : values[row - Number(row > at)]![column - Number(column > at)]!,
    ),
  );

describe('of singular covariances', () => {
  onEveryBackend(() => {
    it.each(Object.entries(golden))('%s is as by SciPy', async (_, [divergence, value]) => {
      const [p, q] = (['p', 'q'] as const).map((side) => ({
        mean: tensor2d(cases.map((c) => c[side].mean)),
        factor: tensor3d(cases.map((c) => c[side].factor)),
      })) as [FullGaussian, FullGaussian];
      await expectAllClose(divergence(p, q), cases.map(value), { relative: 1e-5, absolute: 1e-6 });
    });

    it.each(Object.entries(ofFull))(
      '%s has the gradients of the support, and 0 where it is ∞',
      async (name, divergence) => {
        const [m, f, n, g] = [
          [1, -2],
          [
            [2, 0],
            [0.5, 1],
          ],
          [0.5, 1],
          [
            [1, 0],
            [-1, 3],
          ],
        ] as const;
        const call = (...[a, b, c, d]: Tensor[]) =>
          divergence({ mean: a, factor: b } as FullGaussian, { mean: c, factor: d } as FullGaussian);
        const plane = [
          tensor2d([[...m]]),
          tensor3d([f.map((x) => [...x])]),
          tensor2d([[...n]]),
          tensor3d([g.map((x) => [...x])]),
        ];
        const slopes = await Promise.all(slopesOf(call, plane).map((slope) => slope.array()));

        // In space with a 0 before, between and behind; then beside one another; then one of them alone flat.
        const means = (x: readonly number[], behind: number) =>
          [0, 1, 2, 2, 2].map((at, i) => [...x.slice(0, at), i === 3 ? behind : 0, ...x.slice(at)]);
        const flat = (x: readonly (readonly number[])[]) => [0, 1, 2, 2, 2].map((at) => padded(x as number[][], at));
        const thick = flat(g).map((x, i) => (i === 4 ? [x[0]!, x[1]!, [0, 0, 1]] : x));
        const space = [tensor2d(means(m, 3)), tensor3d(flat(f)), tensor2d(means(n, 4)), tensor3d(thick)];
        const [inPlane] = await call(...plane).data();
        const values = [inPlane!, inPlane!, inPlane!, limit(name), limit(name)];
        await expectAllClose(call(...space), values, { relative: 1e-6, absolute: 0 });
        for (const [i, slope] of slopesOf(call, space).entries()) {
          const [expected] = slopes[i] as number[][] | number[][][];
          const inSpace = [0, 1, 2].map((at) =>
            i % 2
              ? padded(expected as number[][], at)
              : [...(expected as number[]).slice(0, at), 0, ...(expected as number[]).slice(at)],
          );
          const all = [...inSpace.flat(2), ...new Array<number>(2 * (i % 2 ? 9 : 3)).fill(0)];
          await expectAllClose(slope, all, { relative: 1e-5, absolute: 1e-6 });
        }
      },
    );

    it.each(Object.entries(ofFull))(
      '%s is ∞ for factors that Cholesky does not give, unless equal',
      async (name, divergence) => {
        // Both are N(0, diag(0, 1)), but the first does not say so on its diagonal.
        const [hidden, clear] = [one([0, 0], [0, 0, 1, 0]), one([0, 0], [0, 0, 0, 1])];
        await expectAllClose(divergence(hidden, clear), [limit(name)]);
        await expectAllClose(divergence(hidden, hidden), [0], { absolute: 0 });
      },
    );

    it.each(Object.entries(ofFull))('%s keeps NaN', async (_, divergence) => {
      const [p, q] = [one([0, Number.NaN], [1, 0, 0, 0]), one([0, 0], [1, 0, 0, 0])];
      await expectAllClose(divergence(p, q), [Number.NaN]);
    });
  });
});
