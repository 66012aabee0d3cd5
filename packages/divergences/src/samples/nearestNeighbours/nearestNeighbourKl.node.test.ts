import { useBackend } from '@latentkit/backend';
import { foldIn, type Key, key, normalValues, split } from '@latentkit/random';
import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { rootMeanSquare, slope } from '../rate.test-util.ts';
import { nearestNeighbourKl } from './nearestNeighbourKl.ts';

beforeAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

const [shift, scale] = [1, 1.5];
/** KL(N(0, I) ‖ N((1, 1), 1.5² I)) */
const truth = (1 + shift ** 2) / scale ** 2 - 1 + 2 * Math.log(scale);

async function estimate(from: Key, count: number, neighbours: number): Promise<number> {
  const [first, second] = split(from) as [Key, Key];
  const x: Tensor2D = tensor2d(normalValues(first, 2 * count), [count, 2]);
  const y: Tensor2D = tensor2d(
    normalValues(second, 2 * count).map((z) => shift + scale * z),
    [count, 2],
  );
  const kl = await nearestNeighbourKl(x, y, { neighbours });
  x.dispose();
  y.dispose();
  return kl;
}

describe('nearestNeighbourKl of samples from two Gaussians in the plane', () => {
  it.each([1, 5])('tends to their KL, the error with about the root of their number, by %d neighbours', async (k) => {
    const counts = [64, 256, 1024];
    const errors: number[] = [];
    for (const [i, count] of counts.entries()) {
      const values = [];
      for (let repetition = 0; repetition < 40; repetition++) {
        values.push(await estimate(foldIn(key(50 + i), repetition), count, k));
      }
      errors.push(rootMeanSquare(values, truth));
    }
    // 40 repetitions know an error to 11 %, a slope over a factor of 16 to 0.06; in the plane the bias falls no slower.
    expect(slope(counts, errors)).toBeGreaterThan(-0.7);
    expect(slope(counts, errors)).toBeLessThan(-0.3);
    expect(errors[2]).toBeLessThan(0.12);
  });

  it('takes 20,000 and 20,000 samples in less than half a GiB', async () => {
    const peak = process.resourceUsage().maxRSS;
    expect(Math.abs((await estimate(key(60), 20_000, 3)) - truth)).toBeLessThan(0.05);
    // In KiB. A matrix of their distances would take 1.6 GB.
    expect(process.resourceUsage().maxRSS - peak).toBeLessThan(2 ** 19);
  });
});
