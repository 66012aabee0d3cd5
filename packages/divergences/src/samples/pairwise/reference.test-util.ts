/** The discrepancies once more, in plain float64 and from their formulas. */
export type Points = readonly (readonly number[])[];

/** A number for each pair of points. */
export type Pair = (a: readonly number[], b: readonly number[]) => number;

/** Flat numbers as points of so many features. */
export function points(values: ArrayLike<number>, features: number): number[][] {
  return Array.from({ length: values.length / features }, (_, i) =>
    Array.from({ length: features }, (_, k) => values[i * features + k]!),
  );
}

export const squaredDistance: Pair = (a, b) => a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0);

/** Points that are the same everywhere and have no symmetry. */
export function spread(count: number, phase: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.fround(1.5 * Math.sin(phase + 2.7 * i)));
}

/** Σ over all pairs, or over those of different index. */
function sumOf(x: Points, y: Points, pair: Pair, diagonal = true): number {
  let sum = 0;
  for (const [i, a] of x.entries()) {
    for (const [j, b] of y.entries()) if (diagonal || i !== j) sum += pair(a, b);
  }
  return sum;
}

export function plainMmd(x: Points, y: Points, pair: Pair, unbiased: boolean): number {
  const within = (z: Points) => sumOf(z, z, pair, !unbiased) / (z.length * (z.length - (unbiased ? 1 : 0)));
  return within(x) + within(y) - (2 * sumOf(x, y, pair)) / (x.length * y.length);
}

/** The formula of mmdWithVariance, with every matrix centred number by number, as in golden.py. */
export function plainVariance(x: Points, y: Points, pair: Pair): number {
  const matrix = (a: Points, b: Points, diagonal: boolean) =>
    a.map((p, i) => b.map((q, j) => (diagonal || i !== j ? pair(p, q) : 0)));
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const rowSums = (of: number[][]) => of.map(sum);
  const sampleVariance = (of: number[]) => sum(of.map((value) => (value - sum(of) / of.length) ** 2)) / (of.length - 1);
  const [n, m] = [x.length, y.length];
  const [xx, yy, xy, yx] = [matrix(x, x, false), matrix(y, y, false), matrix(x, y, true), matrix(y, x, true)];
  const own = (of: number[][]) => {
    const count = of.length;
    const rows = rowSums(of).map((row) => row / (count - 1));
    const mean = sum(rows) / count;
    const centred = of.map((row, i) => row.map((k, j) => (i === j ? 0 : k - rows[i]! - rows[j]! + mean)));
    return sum(rowSums(centred.map((row) => row.map((k) => k ** 2)))) / (count * (count - 3));
  };
  const [rows, columns] = [rowSums(xy).map((row) => row / m), rowSums(yx).map((row) => row / n)];
  const mean = sum(rows) / n;
  const across = xy.map((row, i) => sum(row.map((k, j) => (k - rows[i]! - columns[j]! + mean) ** 2)));
  const a = rowSums(xx).map((row, i) => row / (n - 2) - rows[i]!);
  const b = rowSums(yy).map((row, j) => row / (m - 2) - columns[j]!);
  return (
    (4 / n) * sampleVariance(a) +
    (4 / m) * sampleVariance(b) -
    (2 / ((n - 1) * (n - 2))) * own(xx) -
    (2 / ((m - 1) * (m - 2))) * own(yy) -
    ((4 / (n * m)) * sum(across)) / ((n - 1) * (m - 1))
  );
}

/** log of the mean of exponentials. */
function softMaximum(values: number[]): number {
  const most = Math.max(...values);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0) / values.length);
}

/** By so many iterations that nothing changes any more. */
function plainTransport(x: Points, y: Points, cost: Pair, epsilon: number): number {
  const costs = x.map((a) => y.map((b) => cost(a, b)));
  let f = x.map(() => 0);
  let g = y.map(() => 0);
  for (let i = 0; i < 400; i++) {
    f = costs.map((row) => -epsilon * softMaximum(row.map((c, j) => (g[j]! - c) / epsilon)));
    g = y.map((_, j) => -epsilon * softMaximum(costs.map((row, i) => (f[i]! - row[j]!) / epsilon)));
  }
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return mean(f) + mean(g);
}

export function plainSinkhorn(x: Points, y: Points, cost: Pair, epsilon: number): number {
  const [across, ofX, ofY] = (
    [
      [x, y],
      [x, x],
      [y, y],
    ] as const
  ).map(([a, b]) => plainTransport(a, b, cost, epsilon));
  return across! - (ofX! + ofY!) / 2;
}
