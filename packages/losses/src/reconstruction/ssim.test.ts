import { key, uniform } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { add, fill, grad, mul, ones, sub, sum, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { testImages } from './images.test-util.ts';
import { ssim } from './ssim.ts';
import { structuralDissimilarity } from './structuralDissimilarity.ts';

describe('ssim', () => {
  onEveryBackend(() => {
    const shape = [3, 12, 11, 2];

    it('is the formula of luminance where both are flat: nothing is lost to rounding', async () => {
      const [a, b] = [0.875, 0.625];
      const expected = (2 * a * b + 1e-4) / (a * a + b * b + 1e-4);
      await expectAllClose(ssim(fill(shape, a), fill(shape, b)), [expected, expected, expected], { relative: 1e-6 });
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
