import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { fc } from '@latentkit/testing/properties';
import { tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import {
  type DiagonalGaussian,
  diagonalGaussianBhattacharyya,
  diagonalGaussianJeffreys,
  diagonalGaussianKl,
  diagonalGaussianSquaredHellinger,
  diagonalGaussianSquaredWasserstein,
} from './byParameters.test-util.ts';

const symmetric = [
  diagonalGaussianJeffreys,
  diagonalGaussianBhattacharyya,
  diagonalGaussianSquaredHellinger,
  diagonalGaussianSquaredWasserstein,
];
const divergences = [diagonalGaussianKl, ...symmetric];

onEveryBackend(() => {
  // One call of each divergence for many Gaussians p, q, r drawn by fast-check.
  it('are what divergences are', async () => {
    const number = fc.integer({ min: -30, max: 30 }).map((x) => Math.fround(x / 10));
    const gaussians = fc.sample(fc.tuple(...Array.from({ length: 12 }, () => number)), { numRuns: 40, seed: 3 });
    const [p, q, r] = [0, 4, 8].map((at) => ({
      mean: tensor2d(gaussians.map((g) => g.slice(at, at + 2))),
      logVariance: tensor2d(gaussians.map((g) => g.slice(at + 2, at + 4))),
    })) as [DiagonalGaussian, DiagonalGaussian, DiagonalGaussian];
    const read = async (divergence: typeof diagonalGaussianKl, a: DiagonalGaussian, b: DiagonalGaussian) => [
      ...(await divergence(a, b).data()),
    ];
    for (const divergence of divergences) {
      for (const [i, value] of (await read(divergence, p, q)).entries()) {
        const [a, b] = [gaussians[i]!.slice(0, 4), gaussians[i]!.slice(4, 8)];
        if (a.join() === b.join()) expect(value).toBe(0);
        else expect(value).toBeGreaterThan(0);
      }
    }
    for (const divergence of symmetric) {
      await expectAllClose(await read(divergence, p, q), await read(divergence, q, p), { relative: 2e-6 });
    }
    const [forward, backward] = [await read(diagonalGaussianKl, p, q), await read(diagonalGaussianKl, q, p)];
    await expectAllClose(
      await read(diagonalGaussianJeffreys, p, q),
      forward.map((x, i) => x + backward[i]!),
    );
    const bounds = await read(diagonalGaussianBhattacharyya, p, q);
    const overlaps = await read(diagonalGaussianSquaredHellinger, p, q);
    await expectAllClose(
      overlaps,
      bounds.map((b) => 1 - Math.exp(-b)),
    );
    for (const [i, overlap] of overlaps.entries()) {
      expect(overlap).toBeLessThanOrEqual(1);
      expect(2 * bounds[i]!).toBeLessThanOrEqual(forward[i]! * (1 + 1e-5)); // Jensen's inequality
    }
    for (const metric of [diagonalGaussianSquaredWasserstein, diagonalGaussianSquaredHellinger]) {
      const [pq, qr, pr] = [await read(metric, p, q), await read(metric, q, r), await read(metric, p, r)];
      for (const [i, x] of pr.entries()) {
        expect(Math.sqrt(x)).toBeLessThanOrEqual((Math.sqrt(pq[i]!) + Math.sqrt(qr[i]!)) * (1 + 1e-5));
      }
    }
  });
});
