import { show } from '@latentkit/check';

/** The lower triangular L with LLᵀ = matrix. @throws RangeError unless `size` × `size`, symmetric, positive definite. */
export function choleskyOf(
  caller: string,
  argument: string,
  matrix: readonly (readonly number[])[],
  size: number,
): number[][] {
  const square = matrix?.length === size && matrix.every((row) => row?.length === size);
  if (!square || matrix.some((row, i) => row.some((value, j) => value !== matrix[j]![i]))) {
    throw new RangeError(
      `${caller}: ${argument} is ${show(matrix)} but a symmetric ${size} by ${size} matrix was expected.`,
    );
  }
  const factor = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i]![j]!;
      for (let k = 0; k < j; k++) rest -= factor[i]![k]! * factor[j]![k]!;
      if (i !== j) factor[i]![j] = rest / factor[j]![j]!;
      else if (rest > 0 && rest < Infinity) factor[i]![i] = Math.sqrt(rest);
      else throw new RangeError(`${caller}: ${argument} is ${show(matrix)}, which is not positive definite.`);
    }
  }
  return factor;
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
