import { useBackend } from '@latentkit/backend';
import { key, normal, split } from '@latentkit/random';
import { memory, type Tensor2D, valueAndGrads } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { watchBytes } from '../pairwise/watchBytes.test-util.ts';
import { convergedSinkhornDivergence } from './convergedSinkhornDivergence.ts';
import { sinkhornDivergence } from './sinkhornDivergence.ts';

beforeAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

const [first, second] = split(key(3)) as [ReturnType<typeof key>, ReturnType<typeof key>];

describe('between Gaussians, where the truth is known', () => {
  it.each([0.5, 2])('is the squared distance of their means, whatever ε: %d', async (epsilon) => {
    // Gaussians of one covariance: the entropic plans differ by a shift, so S = ‖shift‖² exactly.
    const shift = 1.5;
    const x = normal(first, [500, 2]) as Tensor2D;
    const y = normal(second, [500, 2], { mean: shift }) as Tensor2D;
    const { value, converged } = await convergedSinkhornDivergence(x, y, { epsilon });
    expect(converged).toBe(true);
    // The means of 500 samples differ from the truth by √(2/500) in each direction: 3 standard errors of 2 · 1.5 · that.
    expect(Math.abs(value - 2 * shift ** 2)).toBeLessThan(3 * 2 * shift * Math.sqrt(2) * Math.sqrt(2 / 500));
    x.dispose();
    y.dispose();
  });
});

describe('of many samples', () => {
  it('holds a few tiles, for the gradient too', () => {
    const [count, blockSize] = [1500, 150];
    const x = normal(first, [count, 2]) as Tensor2D;
    const y = normal(second, [count, 2], { mean: 1 }) as Tensor2D;
    const before = memory().numBytes;
    const most = watchBytes();
    const loss = (a: unknown, b: unknown) =>
      sinkhornDivergence(a as Tensor2D, b as Tensor2D, { epsilon: 1, iterations: 2, blockSize }).value;
    const { value, grads } = valueAndGrads(loss)([x, y]);
    // 13 tiles; a single matrix of all pairs would be 100.
    expect(most() - before).toBeLessThan(16 * blockSize ** 2 * 4);
    for (const tensor of [x, y, value, ...grads]) tensor.dispose();
  });
});
