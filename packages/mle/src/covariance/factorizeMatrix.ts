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
  const [first, row] = [matrix * size, matrix * size * size];
  const triangle = coefficients!;
  for (let i = 0; i < size; i++) {
    const here = i * size;
    // What a sum of so many products leaves of the variance where nothing should be left.
    const rounding = Math.max(tiny?.[i] ?? 0, size * Number.EPSILON * sigma[here + i]!);
    for (let j = 0; j < i; j++) {
      let covariance = sigma[here + j]!;
      for (let l = 0; l < j; l++) covariance -= sigma[here + l]! * sigma[j * size + l]!;
      sigma[here + j] = covariance;
    }
    // So far the row is L diag(v).
    let variance = sigma[here + i]!;
    for (let j = 0; j < i; j++) {
      const scaled = sigma[here + j]!;
      sigma[here + j] = scaled / variances[first + j]!;
      variance -= scaled * sigma[here + j]!;
    }
    if (!(variance > rounding)) return false;
    variances[first + i] = variance;
  }
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
