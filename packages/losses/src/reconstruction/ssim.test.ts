import { key, uniform } from '@latentkit/random';
import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { add, fill, grad, mul, ones, sub, sum, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { testImages } from './images.test-util.ts';
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

describe('ssim', () => {
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

    it('is the formula of luminance where both are flat: nothing is lost to rounding', async () => {
      const [a, b] = [0.875, 0.625];
      const expected = (2 * a * b + 1e-4) / (a * a + b * b + 1e-4);
      await expectAllClose(ssim(fill(shape, a), fill(shape, b)), [expected, expected, expected], { relative: 1e-6 });
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

    it('keeps the digits of a small dissimilarity, and has no NaN at extremes', async () => {
      const [first] = testImages(shape);
      // Of a difference d of the same pattern everywhere, to first order: quadratic in it.
      const pattern = mul(sub(uniform(key(3), shape), 0.5), 2 ** -6);
      const [full, half] = [1, 0.5].map((s) => structuralDissimilarity(add(first, mul(pattern, s)), first));
      const [large, small] = [await full!.data(), await half!.data()];
      for (let i = 0; i < 3; i++) expect(small[i]! / large[i]!).toBeCloseTo(0.25, 2);
      for (const scale of [0, 1e-20, 1e4]) {
        const x = mul(first, scale);
        for (const y of [x, zeros(shape), ones(shape)]) {
          const slope = await grad((a: Tensor) => sum(structuralDissimilarity(a, y)))(x).data();
          expect([...slope].every(Number.isFinite)).toBe(true);
        }
      }
    });

    it('leaks nothing', async () => {
      const [a, b] = testImages(shape);
      await expectNoLeak(() => {
        ssim(a, b).dispose();
        grad((x: Tensor) => sum(structuralDissimilarity(x, b)))(a).dispose();
      });
    });
  });

  it.each([
    [[1, 10, 12, 1], /^ssim: first has shape \[1,10,12,1\] but a height and width of at least 11 was expected\.$/],
    [[12, 12, 1], /^ssim: first has shape \[12,12,1\] but \[batch,height,width,channels\] was expected\.$/],
  ])('refuses images of shape %j', (bad, message) => {
    expect(() => ssim(zeros(bad), zeros(bad))).toThrow(RangeError);
    expect(() => ssim(zeros(bad), zeros(bad))).toThrow(message);
  });

  it('broadcasts nothing', () => {
    const call = () => structuralDissimilarity(zeros([2, 12, 12, 1]), zeros([1, 12, 12, 1]));
    expect(call).toThrow(RangeError);
    expect(call).toThrow(
      /^structuralDissimilarity: prediction has shape \[2,12,12,1\] but target has shape \[1,12,12,1\]/,
    );
  });

  it.each(['windowSize', 'standardDeviation', 'k1', 'k2', 'range'])('refuses %s of 0', (name) => {
    expect(() => ssim(zeros([1, 12, 12, 1]), zeros([1, 12, 12, 1]), { [name]: 0 })).toThrow(RangeError);
    expect(() => ssim(zeros([1, 12, 12, 1]), zeros([1, 12, 12, 1]), { [name]: 0 })).toThrow(
      new RegExp(`^ssim: ${name} is 0`),
    );
  });
});
