import { describe, expect, it } from 'vitest';
import golden from './golden.json';
import { log } from './log.ts';
import { normalQuantile } from './normalQuantile.ts';

describe('normalQuantile', () => {
  it.each(golden.normal)('of %d is as in SciPy', (u, expected) => {
    expect(Math.abs(normalQuantile(u!) - expected!)).toBeLessThanOrEqual(1e-15 * Math.abs(expected!) * 10);
  });
});

describe('log', () => {
  it.each(golden.log)('of %d is as in NumPy', (x, expected) => {
    expect(Math.abs(log(x!) - expected!)).toBeLessThanOrEqual(4e-16 * Math.max(Math.abs(expected!), 1e-6));
  });
});
