/** log |det| of a matrix in float64, by elimination with pivots. */
export function logDeterminant(matrix: readonly (readonly number[])[]): number {
  let total = 0;
  const rows = matrix.map((row) => [...row]);
  for (let step = 0; step < rows.length; step++) {
    const pivot = rows.findIndex(
      (row, i) => i >= step && Math.abs(row[step]!) === Math.max(...rows.slice(step).map((r) => Math.abs(r[step]!))),
    );
    [rows[step], rows[pivot]] = [rows[pivot]!, rows[step]!];
    total += Math.log(Math.abs(rows[step]![step]!));
    for (let i = step + 1; i < rows.length; i++) {
      const factor = rows[i]![step]! / rows[step]![step]!;
      rows[i] = rows[i]!.map((value, j) => value - factor * rows[step]![j]!);
    }
  }
  return total;
}
