/** How much of a row's variance counts as nothing: what rounding leaves. */
export type Negligible = (row: number, variance: number) => number;

/**
 * Cholesky's factorisation without roots, in float64.
 *
 *   Σ = L diag(v) Lᵀ,   L lower triangular with ones on its diagonal, v > 0
 *
 * v_i is what is left of the variance of row i once the rows before it are known.
 *
 * @param matrix Σ, `[size, size]`, row by row, of which the lower triangle is read; L is written in its place, below the
 * diagonal
 * @param variances where v is written, `[size]`
 * @param negligible a v_i of no more than that is none. Default 0
 * @returns the first row whose v, which is written, is none, or not finite; −1 where there is none such
 * @see Golub & Van Loan, Matrix Computations, 2013, section 4.1
 */
export function factorize(
  matrix: Float64Array,
  size: number,
  variances: Float64Array,
  negligible: Negligible = () => 0,
): number {
  for (let i = 0; i < size; i++) {
    const here = i * size;
    for (let j = 0; j < i; j++) {
      let covariance = matrix[here + j]!;
      for (let l = 0; l < j; l++) covariance -= matrix[here + l]! * matrix[j * size + l]!;
      matrix[here + j] = covariance;
    }
    // So far the row is L diag(v).
    let rest = matrix[here + i]!;
    for (let j = 0; j < i; j++) {
      const scaled = matrix[here + j]!;
      matrix[here + j] = scaled / variances[j]!;
      rest -= scaled * matrix[here + j]!;
    }
    variances[i] = rest;
    if (!(rest > negligible(i, matrix[here + i]!) && rest < Number.POSITIVE_INFINITY)) return i;
  }
  return -1;
}

/**
 * Cholesky's factor in float64: the lower triangular L with L Lᵀ = Σ and a diagonal above 0.
 *
 * @param matrix Σ, `[size, size]`, row by row, of which the lower triangle is read
 * @param negligible as of {@link factorize}
 * @returns L, row by row, 0 above the diagonal; and `singular`, the first row that has no variance of its own beside those
 * before it, with that variance, where Σ is not positive definite: L is of no use then
 */
export function cholesky(
  matrix: ArrayLike<number>,
  size: number,
  negligible?: Negligible,
): { readonly factor: Float64Array; readonly singular?: { readonly row: number; readonly variance: number } } {
  const factor = Float64Array.from(matrix);
  const variances = new Float64Array(size);
  const row = factorize(factor, size, variances, negligible);
  if (row >= 0) return { factor, singular: { row, variance: variances[row]! } };
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const unit = i === j ? 1 : factor[i * size + j]!;
      factor[i * size + j] = j <= i ? unit * Math.sqrt(variances[j]!) : 0;
    }
  }
  return { factor };
}
