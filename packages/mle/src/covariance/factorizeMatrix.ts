import { factorize } from '@latentkit/shared';
import type { Factors } from './covariance.ts';

/**
 * The modified Cholesky factors of one covariance, by Σ = L diag(v) Lᵀ and I − B = L⁻¹.
 *
 * @param sigma `[size, size]`, row by row, of which the lower triangle is read; it is overwritten
 * @param size how many rows
 * @param matrix where in `factors` they are written
 * @param factors written there
 * @param tiny for each feature: a variance of no more than this is rounding. Default 0
 * @returns whether there is an inverse
 */
export function factorizeMatrix(
  sigma: Float64Array,
  size: number,
  matrix: number,
  { variances, coefficients }: Factors<Float64Array>,
  tiny?: Float64Array,
): boolean {
  const row = matrix * size * size;
  const triangle = coefficients!;
  const own = variances.subarray(matrix * size, (matrix + 1) * size);
  // What a sum of so many products leaves of the variance where nothing should be left.
  const rounding = (i: number, variance: number) => Math.max(tiny?.[i] ?? 0, size * Number.EPSILON * variance);
  if (factorize(sigma, size, own, rounding) >= 0) return false;
  // Not by `invertLower`, whose tensors are float32 and batched; this is float64, in place, and writes I − L⁻¹ itself.
  // Row i of B is row i of L, less what the rows between have said already.
  for (let i = 0; i < size; i++) {
    const here = row + i * size;
    for (let j = 0; j < i; j++) triangle[here + j] = sigma[i * size + j]!;
    for (let l = 1; l < i; l++) {
      const factor = sigma[i * size + l]!;
      for (let j = 0; j < l; j++) triangle[here + j]! -= factor * triangle[row + l * size + j]!;
    }
  }
  return true;
}
