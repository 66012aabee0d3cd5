import { useBackend } from '@latentkit/backend';
import { foldIn, key, normalValues, permutation, split, uniformValues } from '@latentkit/random';
import { expectAllClose } from '@latentkit/testing';
import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { heldOut, kernelDensity, scott } from '../index.ts';

beforeAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

/** Two narrow clouds far apart, of which rules for a single Gaussian think they are one. */
function twoClouds(count: number, seed: number): Tensor2D {
  return tensor2d(
    normalValues(key(seed), count).map((z, i) => 0.2 * z + (i % 2 === 0 ? -3 : 3)),
    [count, 1],
  );
}

describe('heldOut', () => {
  it('chooses what makes held-out points likeliest, fold by fold', async () => {
    const values = normalValues(key(1), 30);
    const [grid, folds] = [[0.1, 0.3, 0.6, 1.2, 2.4], 4];
    const order = Array.from(permutation(foldIn(key(2), 0), 30), (i) => values[i]!);
    const scores = grid.map((h) => {
      let total = 0;
      for (let fold = 0; fold < folds; fold++) {
        const [from, to] = [Math.round((fold * 30) / folds), Math.round(((fold + 1) * 30) / folds)];
        const rest = [...order.slice(0, from), ...order.slice(to)];
        for (const x of order.slice(from, to)) {
          total += Math.log(rest.reduce((sum, p) => sum + Math.exp(-0.5 * ((x - p) / h) ** 2) / h, 0));
        }
      }
      return total;
    });
    const chosen = await heldOut({ key: key(2), folds, grid })(tensor2d(values, [30, 1]));
    expect(chosen).toBe(grid[scores.indexOf(Math.max(...scores))]);
    // Not at an end of the grid, where a wrong sign would find it, too.
    expect([grid[0], grid.at(-1)]).not.toContain(chosen);
  });

  it('is better than a rule for one Gaussian where there are two', async () => {
    const [data, unseen] = [twoClouds(400, 1), twoClouds(400, 2)];
    const score = async (bandwidth: Parameters<typeof kernelDensity>[0]['bandwidth']) => {
      const model = kernelDensity({ shape: [1], bandwidth: bandwidth! });
      await model.fit(data);
      return model.score(unseen);
    };
    const [byScott, byData] = [await score(scott), await score(heldOut({ key: key(1) }))];
    expect(byData).toBeGreaterThan(byScott + 0.3);
    // −ln p of the true density is ln 2 + ½ ln 2πe 0.04 on average; 400 points give it within 0.035, and the kernel's width
    // costs a few hundredths more.
    expect(Math.abs(byData + Math.log(2) + 0.5 * Math.log(2 * Math.PI * Math.E * 0.04))).toBeLessThan(0.1);
  });

  it('shuffles otherwise than points are drawn from the same key', async () => {
    // Sorted by the numbers that they are, as `moons` with the same seed is, folds would be pieces of the line, and all that is held out far from the rest.
    const data = tensor2d(uniformValues(split(key(1))[1]!, 300), [300, 1]);
    expect(await heldOut({ key: key(1), grid: [0.03, 3] })(data)).toBe(0.03);
  });

  it('stops when told to', async () => {
    const model = kernelDensity({ shape: [1], bandwidth: heldOut({ key: key(1) }) });
    await expect(model.fit(twoClouds(40, 1), { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });

  it('has samples with the moments of a wider cloud than the points', async () => {
    const model = kernelDensity({ shape: [1], bandwidth: 0.5 });
    await model.fit(tensor2d([[-1], [1]]));
    const drawn = (await model.sample(40_000, key(1)).data()) as Float32Array;
    const mean = drawn.reduce((sum, x) => sum + x / drawn.length, 0);
    const square = drawn.reduce((sum, x) => sum + x ** 2 / drawn.length, 0);
    // Variance of the points as the density has it, 1, and of the kernel, 2 / 4; five standard errors.
    await expectAllClose([mean, square], [0, 1.5], { relative: 0, absolute: 0.05 });
  });
});
