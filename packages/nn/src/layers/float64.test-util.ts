/** Numbers without a pattern, from −1 to 1, the same on every machine. */
export const numbers = (count: number, seed = 1) =>
  Float64Array.from({ length: count }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed));

/** Weighs every value differently, so that no gradient cancels. */
export const weigh = (values: ArrayLike<number>) =>
  Array.from(values).reduce((total, value, i) => total + Math.cos(i) * value, 0);

/** `[x − mean] / √(variance + ε)` of some of the values, given by their places. */
export function normalizeAt(x: Float64Array, places: readonly number[], epsilon = 1e-5): Map<number, number> {
  const mean = places.reduce((sum, i) => sum + x[i]!, 0) / places.length;
  const variance = places.reduce((sum, i) => sum + (x[i]! - mean) ** 2, 0) / places.length;
  return new Map(places.map((i) => [i, (x[i]! - mean) / Math.sqrt(variance + epsilon)]));
}
