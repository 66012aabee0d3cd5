import { key as keyOf, normalValues } from '@latentkit/random';
import { expectAllClose, onEveryBackend, testPenalty } from '@latentkit/testing';
import { fill, square, sum, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { dragan } from './dragan.ts';

testPenalty('dragan', () => dragan({ weight: 2, target: 0.5, scale: 0.3 }), {
  reference(slope, real, _, key) {
    const all = real.flat();
    const mean = all.reduce((a, b) => a + b, 0) / all.length;
    const deviation = Math.sqrt(all.reduce((total, x) => total + (x - mean) ** 2, 0) / all.length);
    const noise = normalValues(key, all.length);
    const terms = real.map((point, i) => {
      const around = point.map((x, j) => x + 0.3 * deviation * noise[i * point.length + j]!);
      return (slope(around) - 0.5) ** 2;
    });
    return (2 * terms.reduce((a, b) => a + b, 0)) / terms.length;
  },
  flat: 0.5,
});

onEveryBackend(() => {
  it('has no noise where all numbers are the same', async () => {
    const penalty = dragan({ weight: 1 })((x: Tensor) => sum(square(x), 1), fill([2, 1], 3), fill([2, 1], 9), keyOf(0));
    await expectAllClose(penalty, [25]);
  });
});

describe('dragan', () => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the weight and the scale %d', (value) => {
    expect(() => dragan({ weight: value })).toThrow(RangeError);
    expect(() => dragan({ scale: value })).toThrow(RangeError);
  });
  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the target %d', (target) => {
    expect(() => dragan({ target })).toThrow(RangeError);
  });
});
