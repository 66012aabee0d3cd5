/** Float64 counterparts for the tests. */

/** The mean of `f` over the scores. */
export function average(scores: Float64Array, f: (score: number) => number): number {
  return scores.reduce((total, score) => total + f(score), 0) / scores.length;
}

/** log(1 + eˣ) */
export function logistic(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
