import { choleskyOf, solveLower } from './cholesky.ts';

/** One Gaussian of a mixture: log weight, mean and the lower Cholesky factor of its covariance. */
export interface Component {
  readonly weight: number;
  readonly mean: readonly number[];
  readonly factor: readonly (readonly number[])[];
}

/** A component of given standard deviation in every direction. */
export function isotropic(mean: readonly number[], weight: number, standardDeviation: number): Component {
  return { weight, mean, factor: mean.map((_, i) => mean.map((_, j) => (i === j ? standardDeviation : 0))) };
}

/** A component of given covariance. @throws RangeError unless symmetric and positive definite. */
export function correlated(
  mean: readonly number[],
  weight: number,
  covariance: readonly (readonly number[])[],
  argument: string,
): Component {
  return { weight, mean, factor: choleskyOf('gaussianBlobs', argument, covariance, mean.length) };
}

/** log Σₖ wₖ N(x; μₖ, LₖLₖᵀ) in double precision, by log-sum-exp; −Infinity only where even that underflows. */
export function logDensity(components: readonly Component[]): (point: readonly number[]) => number {
  const constants = components.map(
    ({ weight, factor }) =>
      Math.log(weight) - factor.reduce((sum, row, i) => sum + Math.log(row[i]!) + 0.5 * Math.log(2 * Math.PI), 0),
  );
  return (point) => {
    const terms = components.map(({ mean, factor }, k) => {
      const whitened = solveLower(
        factor,
        point.map((x, i) => x - mean[i]!),
      );
      return constants[k]! - 0.5 * whitened.reduce((sum, z) => sum + z * z, 0);
    });
    const highest = Math.max(...terms);
    if (highest === -Infinity) return -Infinity;
    return highest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - highest), 0));
  };
}
