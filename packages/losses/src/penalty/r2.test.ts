import { testPenalty } from '@latentkit/testing';
import { describe, expect, it } from 'vitest';
import { r2 } from './r1.ts';

testPenalty('r2', () => r2({ weight: 3 }), {
  reference: (slope, _, fake) => (1.5 * fake.reduce((total, point) => total + slope(point) ** 2, 0)) / fake.length,
  flat: 0,
});

describe('r2', () => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the weight %d', (weight) => {
    expect(() => r2({ weight })).toThrow(RangeError);
  });
});
