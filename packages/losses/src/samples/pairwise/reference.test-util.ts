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
