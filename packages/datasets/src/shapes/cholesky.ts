import { show } from '@latentkit/check';
import { cholesky } from '@latentkit/shared';

/** The lower triangular L with LLᵀ = matrix. @throws RangeError unless `size` × `size`, symmetric, positive definite. */
export function choleskyOf(
  caller: string,
  argument: string,
  matrix: readonly (readonly number[])[],
  size: number,
): number[][] {
  // Copies have no holes, which `every` leaves out.
  const rows = Array.isArray(matrix) ? Array.from(matrix as readonly (readonly number[])[]) : [];
  const square =
    rows.length === size &&
    rows.every((row) => Array.isArray(row) && row.length === size && Array.from(row).every(Number.isFinite));
  if (!square || rows.some((row, i) => row.some((value, j) => value !== rows[j]![i]))) {
    throw new RangeError(
      `${caller}: ${argument} is ${show(matrix)} but a symmetric ${size} by ${size} matrix was expected.`,
    );
  }
  const { factor, singular } = cholesky(rows.flat(), size);
  if (singular) throw new RangeError(`${caller}: ${argument} is ${show(matrix)}, which is not positive definite.`);
  return rows.map((_, i) => Array.from(factor.subarray(i * size, (i + 1) * size)));
}

/** z with Lz = x. */
export function solveLower(factor: readonly (readonly number[])[], x: readonly number[]): number[] {
  const z: number[] = [];
  factor.forEach((row, i) => {
    let rest = x[i]!;
    for (let j = 0; j < i; j++) rest -= row[j]! * z[j]!;
    z.push(rest / row[i]!);
  });
  return z;
}
