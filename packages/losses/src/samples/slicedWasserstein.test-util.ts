/** The slope of log errors over log counts, by least squares: −½ for an error that falls with the root of the count. */
export function slope(counts: readonly number[], errors: readonly number[]): number {
  const [x, y] = [counts.map(Math.log), errors.map(Math.log)];
  const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [centerX, centerY] = [average(x), average(y)];
  const moment = (values: readonly number[], center: number) =>
    x.reduce((sum, value, i) => sum + (value - centerX) * (values[i]! - center), 0);
  return moment(y, centerY) / moment(x, centerX);
}

/** The root of the mean of squared differences. */
export function rootMeanSquare(values: readonly number[], truth: number): number {
  return Math.sqrt(values.reduce((sum, value) => sum + (value - truth) ** 2, 0) / values.length);
}
