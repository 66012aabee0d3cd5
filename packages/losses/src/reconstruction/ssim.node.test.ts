import { key, uniform } from '@latentkit/random';
import { expectGradients, onEveryBackend } from '@latentkit/testing';
import { add, mul, ones, sub, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { ssim } from './ssim.ts';
import { structuralDissimilarity } from './structuralDissimilarity.ts';

/** SSIM of one image of one channel in float64, place by place, from the formula. */
function reference(x: Float64Array, y: Float64Array, height: number, width: number, size: number): number {
  const at = (i: number) => Math.exp(-0.5 * ((i - (size - 1) / 2) / 1.5) ** 2);
  let norm = 0;
  for (let i = 0; i < size; i++) norm += at(i);
  let total = 0;
  for (let top = 0; top <= height - size; top++)
    for (let left = 0; left <= width - size; left++) {
      const average = (f: (a: number, b: number) => number) => {
        let s = 0;
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++) {
            const place = (top + i) * width + left + j;
            s += ((at(i) * at(j)) / norm ** 2) * f(x[place]!, y[place]!);
          }
        return s;
      };
      const [mx, my] = [average((a) => a), average((_, b) => b)];
      const spread = average((a, b) => (a - mx) ** 2 + (b - my) ** 2);
      const joint = average((a, b) => (a - mx) * (b - my));
      total += (((2 * mx * my + 1e-4) / (mx * mx + my * my + 1e-4)) * (2 * joint + 9e-4)) / (spread + 9e-4);
    }
  return total / ((height - size + 1) * (width - size + 1));
}

onEveryBackend(() => {
  const shape = [3, 12, 11, 2];

  it('is 1 for equals, symmetric, and from −1 to 1', async () => {
    const [noise, other] = [uniform(key(1), shape), uniform(key(2), shape)];
    for (const x of [noise, zeros(shape), ones(shape)]) expect([...(await ssim(x, x).data())]).toEqual([1, 1, 1]);
    const [, ...pairs] = [
      0,
      [noise, other],
      [noise, sub(1, noise)],
      [zeros(shape), ones(shape)],
      [noise, add(mul(noise, 0.5), 0.25)],
      [zeros(shape), noise],
    ] as [0, ...[Tensor, Tensor][]];
    for (const [a, b] of pairs) {
      const value = await ssim(a, b).data();
      expect([...(await ssim(b, a).data())]).toEqual([...value]);
      expect(Math.min(...value)).toBeGreaterThanOrEqual(-1);
      expect(Math.max(...value)).toBeLessThan(1);
    }
  });

  it('has, as what it lacks of 1, the gradients of its formula', async () => {
    const [height, width, size] = [6, 7, 5];
    const values = (seed: number) =>
      Float64Array.from({ length: height * width }, (_, i) => 0.5 + 0.5 * Math.sin(seed * (i + 1) ** 1.5));
    const inputs = [1, 1.1].map((seed) => ({ shape: [1, height, width, 1], values: values(seed) }));
    const tolerance = { relative: 1e-4, absolute: 1e-5 };
    const options = { windowSize: size };
    await expectGradients({
      value: (a, b) => structuralDissimilarity(a!, b!, options),
      reference: (a, b) => 1 - reference(a!, b!, height, width, size),
      inputs,
      tolerance,
    });
  });
});
