import { testPenalty } from '@latentkit/testing';
import { describe, expect, it } from 'vitest';
import { r1 } from './r1.ts';

testPenalty('r1', () => r1({ weight: 3 }), {
  reference: (slope, real) => (1.5 * real.reduce((total, point) => total + slope(point) ** 2, 0)) / real.length,
  flat: 0,
});

describe('r1', () => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the weight %d', (weight) => {
    expect(() => r1({ weight })).toThrow(RangeError);
  });
});
