import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { grads, sum, type Tensor, type Tensor3D, tensor2d, tensor3d, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import {
  type FullGaussian,
  fullGaussianBhattacharyya,
  fullGaussianJeffreys,
  fullGaussianKl,
  fullGaussianSquaredHellinger,
  fullGaussianSquaredWasserstein,
} from './byParameters.test-util.ts';

const all = [
  ['fullGaussianKl', fullGaussianKl],
  ['fullGaussianJeffreys', fullGaussianJeffreys],
  ['fullGaussianBhattacharyya', fullGaussianBhattacharyya],
  ['fullGaussianSquaredHellinger', fullGaussianSquaredHellinger],
  ['fullGaussianSquaredWasserstein', fullGaussianSquaredWasserstein],
] as const;

// 3 Gaussians of 4 dimensions, so that the shapes, and on a GPU the shaders, are the same throughout.
const [batch, size] = [3, 4];
const numbers = (length: number, phase: number) =>
  Array.from({ length }, (_, i) => Math.fround(Math.sin(phase + 1.7 * i)));
const full = (phase: number, aboveDiagonal = 0): FullGaussian => ({
  mean: tensor2d(numbers(batch * size, phase), [batch, size]),
  factor: tensor3d(
    numbers(batch * size * size, phase).map((x, i) => {
      const [row, column] = [Math.floor((i % (size * size)) / size), i % size];
      return row === column ? 1.2 + x / 2 : row > column ? x : aboveDiagonal;
    }),
    [batch, size, size],
  ),
});

onEveryBackend((backend) => {
  it.each(all)('%s is 0 for equals, with gradient 0, and reads nothing above the diagonal', async (_, divergence) => {
    const [p, same] = [full(1), full(1, 7)];
    // Bures' rotation is known to the rounding of float32, and its square counts.
    const absolute = divergence === fullGaussianSquaredWasserstein ? 1e-12 : 0;
    await expectAllClose(divergence(p, same), new Float32Array(batch), { absolute });
    if (backend === 'webgpu' && divergence !== fullGaussianKl) return; // see golden.test.ts
    const slopes = grads((m: Tensor, f: Tensor, n: Tensor, g: Tensor) =>
      sum(divergence({ mean: m, factor: f } as FullGaussian, { mean: n, factor: g } as FullGaussian)),
    )([p.mean, p.factor, same.mean, same.factor]);
    for (const slope of slopes) {
      await expectAllClose(slope, new Float32Array(slope.size), { absolute: 10 * Math.sqrt(absolute) });
    }
  });

  it.each(all)('%s broadcasts nothing', (_, divergence) => {
    const gaussian = (mean: number[], factor: number[]) =>
      ({ mean: zeros(mean as [number, number]), factor: zeros(factor as [number, number, number]) }) as FullGaussian;
    const good = gaussian([2, 3], [2, 3, 3]);
    for (const [p, q, message] of [
      [good, gaussian([2, 3], [1, 3, 3]), 'factor has shape [1,3,3] but [2,3,3] was expected.'],
      [gaussian([2, 3], [2, 3]), good, 'factor has shape [2,3] but [2,3,3] was expected.'],
      [good, gaussian([3], [3, 3]), 'mean has shape [3] but [batch,dimensions] was expected.'],
      [gaussian([], []), good, 'mean has shape [] but [batch,dimensions] was expected.'],
    ] as const) {
      expect(() => divergence(p, q)).toThrow(RangeError);
      expect(() => divergence(p, q)).toThrow(`fullGaussian: parameters.${message}`);
    }
  });

  it('leak nothing', async () => {
    const [p, q] = [full(1), full(2)];
    for (const [, divergence] of all) {
      await expectNoLeak(() => {
        divergence(p, q).dispose();
        if (backend === 'webgpu') return;
        const slopes = grads((f: Tensor) => sum(divergence({ ...p, factor: f as Tensor3D }, q)))([p.factor]);
        for (const slope of slopes) slope.dispose();
      }, 1);
    }
  });
});
