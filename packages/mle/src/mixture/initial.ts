import { assertPositive } from '@latentkit/check';
import { SingularCovarianceError } from '@latentkit/distributions';
import { type Key, normalValues } from '@latentkit/random';
import type { Covariance } from '../covariance/covariance.ts';
import { emptyMixture, type HostMixture } from '../em/hostMixture.ts';

/** Numbers in rows, or one after the other. */
export type Numbers = ArrayLike<number> | readonly Numbers[];

/** Known parameters of a mixture. */
export interface MixtureParameters {
  /** `[components]`, above 0, their sum 1. Default: all the same. */
  readonly weights?: Numbers;
  /** `[components, ...shape]` */
  readonly means: Numbers;
  /** `[components]` for `spherical`, `[components, d]` for `diagonal`, `[d, d]` for `tied`, `[components, d, d]` for `full`. */
  readonly covariances: Numbers;
}

/** How far from 1 the sum of weights may be: they may have been written down with 6 digits. */
const ROUNDING = 1e-6;

/** A mixture with means from N(0, I), which is also the covariance of each component, and equal weights. */
export function randomMixture(covariance: Covariance, components: number, size: number, key: Key): HostMixture {
  const mixture = emptyMixture(covariance, components, size);
  mixture.weights.fill(1 / components);
  mixture.means.set(normalValues(key, components * size));
  mixture.factors.variances.fill(1);
  return mixture;
}

/**
 * A mixture with known parameters.
 *
 * @throws RangeError for numbers that are too many, too few, or not what they should be
 * @throws SingularCovarianceError for a covariance that is not positive definite
 */
export function knownMixture(
  caller: string,
  covariance: Covariance,
  components: number,
  size: number,
  floor: number,
  { weights, means, covariances }: MixtureParameters,
): HostMixture {
  const mixture = emptyMixture(covariance, components, size);
  mixture.weights.set(
    weights === undefined ? new Float64Array(components).fill(1 / components) : take('weights', weights, components),
  );
  for (const weight of mixture.weights) assertPositive(caller, 'initial.weights', weight);
  const total = mixture.weights.reduce((sum, weight) => sum + weight);
  if (Math.abs(total - 1) > ROUNDING) {
    throw new RangeError(`${caller}: initial.weights have the sum ${total} but 1 was expected.`);
  }
  mixture.means.set(take('means', means, components * size));
  const { variances, coefficients } = mixture.factors;
  const given = take('covariances', covariances, (coefficients ?? variances).length);
  const singular = covariance.host.factorize(given, size, mixture.factors);
  if (singular >= 0) {
    throw new SingularCovarianceError(`${caller}: initial.covariances has no inverse, or is none, at ${singular}.`);
  }
  const least = variances.reduce((a, b) => Math.min(a, b));
  if (least < floor) {
    throw new RangeError(
      `${caller}: initial.covariances has a variance of ${least} but at least floor, ${floor}, was expected.`,
    );
  }
  return mixture;

  function take(name: string, values: Numbers, length: number): number[] {
    const flat = flatten(values);
    if (flat.length !== length || !flat.every(Number.isFinite)) {
      throw new RangeError(
        `${caller}: initial.${name} has ${flat.length} numbers but ${length}, all finite, were expected.`,
      );
    }
    return flat;
  }
}

function flatten(values: Numbers): number[] {
  return Array.from<number | Numbers>(values).flatMap((value) =>
    typeof value === 'number' ? [value] : flatten(value),
  );
}
