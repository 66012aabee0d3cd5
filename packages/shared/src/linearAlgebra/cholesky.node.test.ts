import { describe, expect, it } from 'vitest';
import { cholesky, factorize } from './cholesky.ts';

const sigma = [4, 0, 0, 2, 5, 0, -6, 1, 26];

describe('cholesky', () => {
  it('gives the factor whose product with its transpose is the matrix, of which it reads the lower triangle', () => {
    const { factor, singular } = cholesky(sigma, 3);
    // By hand: L = [[2, 0, 0], [1, 2, 0], [-3, 2, √13]].
    const expected = [2, 0, 0, 1, 2, 0, -3, 2, Math.sqrt(13)];
    for (const [i, value] of expected.entries()) expect(factor[i]).toBeCloseTo(value, 14);
    expect(singular).toBeUndefined();
    expect(sigma[3]).toBe(2);
  });

  it('says which row has no variance of its own, and how much is left', () => {
    expect(cholesky([1, 0, 2, 4], 2).singular).toEqual({ row: 1, variance: 0 });
    expect(cholesky([1, 0, 2, 3], 2).singular).toEqual({ row: 1, variance: -1 });
    expect(cholesky([Number.NaN], 1).singular).toEqual({ row: 0, variance: Number.NaN });
    expect(cholesky([Number.POSITIVE_INFINITY], 1).singular?.row).toBe(0);
    expect(cholesky([1, 0, 2, 4 + 1e-6], 2, (_, variance) => 1e-3 * variance).singular?.row).toBe(1);
  });
});

describe('factorize', () => {
  it('leaves the unit triangle below the diagonal and the conditional variances', () => {
    const [matrix, variances] = [Float64Array.from(sigma), new Float64Array(3)];
    expect(factorize(matrix, 3, variances)).toBe(-1);
    expect([...variances]).toEqual([4, 4, 13]);
    expect([matrix[3], matrix[6], matrix[7]]).toEqual([0.5, -1.5, 1]);
  });
});
