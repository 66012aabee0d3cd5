/** What repetitions of an estimate show. */
export interface Repetitions {
  readonly mean: number;
  /** With the divisor n − 1. */
  readonly variance: number;
  /** Of the mean. */
  readonly standardError: number;
  readonly values: readonly number[];
}

/** Makes an estimate so many times, of samples that differ by the number it is given. */
export async function repeat(
  times: number,
  estimate: (repetition: number) => number | Promise<number>,
): Promise<Repetitions> {
  const values: number[] = [];
  for (let repetition = 0; repetition < times; repetition++) values.push(await estimate(repetition));
  const mean = average(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (times - 1);
  return { mean, variance, standardError: Math.sqrt(variance / times), values };
}

/** The slope of log errors over log counts, by least squares: −½ for an error that falls with the root of the count. */
export function slope(counts: readonly number[], errors: readonly number[]): number {
  const [x, y] = [counts.map(Math.log), errors.map(Math.log)];
  const [centerX, centerY] = [average(x), average(y)];
  const moment = (values: readonly number[], center: number) =>
    x.reduce((sum, value, i) => sum + (value - centerX) * (values[i]! - center), 0);
  return moment(y, centerY) / moment(x, centerX);
}

/** The root of the mean of squared differences. */
export function rootMeanSquare(values: readonly number[], truth: number): number {
  return Math.sqrt(average(values.map((value) => (value - truth) ** 2)));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
