import { key } from '@latentkit/random';
import { expectNoLeak, onEveryBackend } from '@latentkit/testing';
import {
  add,
  matMul,
  memory,
  mul,
  ones,
  reshape,
  sin,
  type Tensor,
  type Tensor2D,
  tensor2d,
  zeros,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { pathLength } from '../index.ts';

const rows = [
  [1, -2, 0.5],
  [0, 3, 1],
];
const weights = () => tensor2d(rows);
const linear = (w: Tensor2D) => ({ decode: (latents: Tensor) => matMul(latents as Tensor2D, w) });
const identity = (x: Tensor) => x;
const options = { latentShape: [2], features: identity, key: key(1) };

/** ‖W‖² and tr (Wᵀ W)², of which the mean and the variance of ‖v W‖² are made, v ~ N(0, I). */
const frobenius = rows.flat().reduce((sum, x) => sum + x * x, 0);
const gram = rows.map((a) => rows.map((b) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)));
const trace = gram.flat().reduce((sum, x) => sum + x * x, 0);

onEveryBackend(() => {
  it.each([1e-3, 0.5])('is that of the chord of a linear generator, ε = %d', async (epsilon) => {
    const count = 4000;
    const { value, standardError } = await pathLength(linear(weights()), { ...options, count, epsilon });
    const scale = (2 * (1 - Math.cos((epsilon * Math.PI) / 2))) / epsilon ** 2;
    expect(Math.abs(value - scale * frobenius)).toBeLessThan(4 * standardError);
    // The deviation of an estimate of a deviation from 4,000 draws of a χ² is about 3 %.
    const expected = scale * Math.sqrt((2 * trace) / count);
    expect(Math.abs(standardError / expected - 1)).toBeLessThan(0.12);
  });

  it('leaves nothing behind, also where features throw', async () => {
    const model = linear(weights());
    await expectNoLeak(() => pathLength(model, { ...options, count: 7, batchSize: 3 }));
    const before = memory().numTensors;
    const features = (x: Tensor) => {
      add(x, 1);
      throw new Error('no features');
    };
    await expect(pathLength(model, { ...options, features })).rejects.toThrow('no features');
    expect(memory().numTensors).toBe(before);
  });
});

describe('what must hold', () => {
  it('is 0 where nothing changes, and k² times as long where features are k times as large', async () => {
    const still = { decode: (latents: Tensor) => mul(latents, 0) };
    expect(await pathLength(still, { ...options, count: 10 })).toEqual({ value: 0, standardError: 0 });
    const curved = { decode: (latents: Tensor) => sin(latents) };
    const one = await pathLength(curved, { ...options, count: 50 });
    const three = await pathLength(curved, { ...options, count: 50, features: (x) => mul(x, 3) });
    // Differences of thousandths, in float32.
    expect(Math.abs(three.value / one.value / 9 - 1)).toBeLessThan(1e-3);
  });

  it('takes latents and features of any shape', async () => {
    const pictures = { decode: (latents: Tensor) => reshape(latents, [-1, 2, 1, 2]) };
    const { value } = await pathLength(pictures, { ...options, latentShape: [2, 2], count: 500 });
    // 4 (π/2)², and 4 deviations of a χ² of 4 degrees over √500.
    expect(Math.abs(value / (Math.PI / 2) ** 2 - 4)).toBeLessThan(4 * Math.sqrt(8 / 500));
  });

  it('refuses features that are none of each example', async () => {
    const model = { decode: identity };
    await expect(pathLength(model, { ...options, features: () => ones([3]) })).rejects.toThrow(
      'pathLength: features(examples) has shape [3] but [100,...features] was expected, for examples of shape [100,2].',
    );
    await expect(pathLength(model, { ...options, features: () => zeros([100, 2], 'int32') })).rejects.toThrow(
      'pathLength: features(examples) has dtype int32 but float32 was expected',
    );
  });
});
