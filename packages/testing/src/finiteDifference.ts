/** How far apart the two points of a difference are. */
export interface FiniteDifferenceOptions {
  /** Half their distance, multiplied by max(1, |x|). Default 1e-5, which leaves about 10 digits of a smooth function. */
  readonly step?: number;
}

/**
 * The gradient of a function of float64 numbers by central differences: independent of any tensor library.
 *
 *   ∂f/∂xᵢ ≈ (f(x + h eᵢ) − f(x − h eᵢ)) / 2h
 *
 * @param f a plain function; it must not keep its argument, which is changed between calls
 * @param x where, of any length; left as it was
 * @returns as many numbers as `x` has
 */
export function finiteDifference(
  f: (x: Float64Array) => number,
  x: ArrayLike<number>,
  { step = 1e-5 }: FiniteDifferenceOptions = {},
): Float64Array {
  const point = Float64Array.from(x);
  return Float64Array.from(point, (value, i) => {
    const h = step * Math.max(1, Math.abs(value));
    point[i] = value + h;
    const above = f(point);
    const upper = point[i]!;
    point[i] = value - h;
    const below = f(point);
    const distance = upper - point[i]!;
    point[i] = value;
    return (above - below) / distance;
  });
}
