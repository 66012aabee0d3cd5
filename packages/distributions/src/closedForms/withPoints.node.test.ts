import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { grads, sum, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import {
  type DiagonalGaussian,
  diagonalGaussianBhattacharyya,
  diagonalGaussianJeffreys,
  diagonalGaussianKl,
  diagonalGaussianSquaredHellinger,
} from './byParameters.test-util.ts';

const divergences = {
  diagonalGaussianKl,
  diagonalGaussianJeffreys,
  diagonalGaussianBhattacharyya,
  diagonalGaussianSquaredHellinger,
};
const slopesOf = (divergence: (...x: Tensor[]) => Tensor, inputs: Tensor[]) =>
  grads((...x: Tensor[]) => sum(divergence(...x)))(inputs);

onEveryBackend(() => {
  it.each(Object.entries(divergences))('%s takes a log variance of −∞ for a point', async (name, divergence) => {
    const call = (...[m, v, n, w]: Tensor[]) =>
      divergence({ mean: m, logVariance: v } as DiagonalGaussian, { mean: n, logVariance: w } as DiagonalGaussian);
    const line = [1, 0.5, -2, -1].map((x) => tensor2d([[x]]));
    const [onLine] = await call(...line).data();
    const slopes = await Promise.all(slopesOf(call, line).map((slope) => slope.data()));

    const point = Number.NEGATIVE_INFINITY;
    const apart = name.endsWith('Hellinger') ? 1 : Number.POSITIVE_INFINITY;
    // [mean, log variance] twice, beside that line; the last is so wide that e^(v − w) would overflow.
    const cases: [beside: number[], value: number][] = [
      [[3, point, 3, point], onLine!],
      [[3, point, 4, point], apart],
      [[3, point, 3, 0], apart],
      [[3, 0, 3, point], apart],
      [[3, 90, 3, point], apart],
      [[3, point, Number.NaN, point], Number.NaN],
      [[3, Number.NaN, 3, point], Number.NaN],
    ];
    const plane = [1, 0.5, -2, -1].map((x, i) => tensor2d(cases.map(([beside]) => [x, beside[i]!])));
    const values = cases.map(([, value]) => value);
    await expectAllClose(call(...plane), values, { relative: 1e-6, absolute: 0 });
    for (const [i, slope] of slopesOf(call, plane).entries()) {
      const found = [...(await slope.data())];
      await expectAllClose(found.slice(0, 2), [slopes[i]![0]!, 0], { relative: 1e-6, absolute: 0 });
      const besideApart = found.slice(2, 10).filter((_, at) => at % 2);
      expect(besideApart.map(Math.abs)).toEqual([0, 0, 0, 0]);
    }
  });
});
