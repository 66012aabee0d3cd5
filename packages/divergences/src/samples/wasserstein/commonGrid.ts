/** Two step functions on (0, 1], cut wherever either of them steps. */
export interface CommonGrid {
  /** How long each piece is; together 1. */
  readonly weights: Float32Array;
  /** Which of the `n` steps of the first function each piece belongs to. */
  readonly first: Int32Array;
  /** Which of the `m` steps of the second. */
  readonly second: Int32Array;
}

/**
 * The common grid of the quantile functions of `n` and of `m` samples: n + m − gcd(n, m) pieces.
 *
 * In units of 1/(n m) every cut is a whole number, so no rounding makes a piece that is not there.
 */
export function commonGrid(n: number, m: number): CommonGrid {
  const [weights, first, second]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0, j = 0, from = 0; i < n && j < m; ) {
    const [nextFirst, nextSecond] = [(i + 1) * m, (j + 1) * n];
    const to = Math.min(nextFirst, nextSecond);
    weights.push((to - from) / (n * m));
    first.push(i);
    second.push(j);
    if (nextFirst === to) i++;
    if (nextSecond === to) j++;
    from = to;
  }
  return {
    weights: Float32Array.from(weights),
    first: Int32Array.from(first),
    second: Int32Array.from(second),
  };
}
