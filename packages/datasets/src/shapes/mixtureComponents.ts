import { assertPositive, show } from '@latentkit/check';
import { type Component, correlated, isotropic } from './mixtureDensity.ts';

/** The parameters of a Gaussian mixture. */
export interface MixtureParameters {
  /** The means: one row a component, all of one length. */
  readonly means: readonly (readonly number[])[];
  /** One standard deviation for all components, or one each; the same in every direction. Default 1. */
  readonly standardDeviations?: number | readonly number[];
  /** One covariance matrix each, instead of `standardDeviations`. */
  readonly covariances?: readonly (readonly (readonly number[])[])[];
  /** How likely each component is, up to a common factor. Default: all alike. */
  readonly weights?: readonly number[];
}

const caller = 'gaussianBlobs';

/** Checks the parameters and gives the components, weights summing to 1. */
export function componentsOf(parameters: MixtureParameters): Component[] {
  const { means, covariances, standardDeviations = 1, weights = means?.map?.(() => 1) } = parameters;
  if (
    !Array.isArray(means) ||
    means.length === 0 ||
    !Array.from(means).every((mean) => isPoint(mean, means[0].length))
  ) {
    throw new TypeError(
      `${caller}: means is ${show(means)} but an array of points of one dimension, at least one point, was expected.`,
    );
  }
  if (covariances && parameters.standardDeviations !== undefined) {
    throw new TypeError(`${caller}: covariances and standardDeviations are both given but only one was expected.`);
  }
  const deviations = typeof standardDeviations === 'number' ? means.map(() => standardDeviations) : standardDeviations;
  for (const [argument, list] of Object.entries({ weights, covariances: covariances ?? means, deviations })) {
    if (list?.length === means.length) continue;
    const name = argument === 'deviations' ? 'standardDeviations' : argument;
    throw new RangeError(`${caller}: ${name} has ${list?.length} entries but there are ${means.length} means.`);
  }
  // By index: forEach leaves out the holes of an array.
  for (let k = 0; k < means.length; k++) assertPositive(caller, `weights[${k}]`, weights![k]);
  const total = weights!.reduce((sum, weight) => sum + weight);
  return means.map((mean: readonly number[], k) => {
    const weight = weights![k]! / total;
    if (covariances) return correlated(mean, weight, covariances[k]!, `covariances[${k}]`);
    const argument = typeof standardDeviations === 'number' ? 'standardDeviations' : `standardDeviations[${k}]`;
    assertPositive(caller, argument, deviations[k]);
    return isotropic(mean, weight, deviations[k]);
  });
}

function isPoint(value: unknown, size: number): boolean {
  return Array.isArray(value) && value.length === size && size > 0 && Array.from(value).every(Number.isFinite);
}
