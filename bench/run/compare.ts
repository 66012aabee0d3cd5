/** What different orders of summation in float32, and approximations of exp and log, may do to a loss or a digest. */
const TOLERANCE = 5e-5;

/** The same from the third step on: where a gradient is 0 but for rounding, Adam makes a whole step of the rounding. */
const LATER_TOLERANCE = 5e-4;

/**
 * Nothing where both computed the same, otherwise what differs.
 *
 * @param lossesPerStep for training steps; nothing for kernels
 * @param tolerance of all losses, where it is not rounding that they differ by
 */
export function difference(
  expected: readonly number[],
  actual: readonly number[],
  lossesPerStep = Number.POSITIVE_INFINITY,
  tolerance?: number,
): string | undefined {
  if (expected.length !== actual.length) return `${actual.length} losses came but ${expected.length} were expected`;
  for (const [i, value] of expected.entries()) {
    const allowed = tolerance ?? (i < 2 * lossesPerStep ? TOLERANCE : LATER_TOLERANCE);
    // Not as error > tolerance, for a NaN differs too.
    if (!(Math.abs(actual[i]! - value) <= allowed * Math.abs(value)))
      return `loss ${i} is ${actual[i]} but ${value} was expected`;
  }
  return undefined;
}
