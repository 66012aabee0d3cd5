import { SingularCovarianceError } from '@latentkit/distributions';
import type { HostPoints } from '@latentkit/shared';
import type { Expected } from './expectation.ts';
import type { HostMixture } from './hostMixture.ts';

/** With less than this many points to its name a component is empty. */
const EMPTY = 1e-6;

/** How variances are kept from vanishing. */
export interface Regularisation {
  /** Who asks, for the error. */
  readonly caller: string;
  /** Added to every variance. */
  readonly floor: number;
  /** For each feature: a variance of no more than this is rounding. */
  readonly tiny: Float64Array;
}

/**
 * The M-step: the weights, means and covariances that explain the points best as the responsibilities share them out. One
 * component that nothing is left to is put where the mixture explains the points worst; others have to wait for their turn.
 *
 * @returns whether there was an empty component
 * @throws SingularCovarianceError where a covariance has no inverse
 */
export function maximization(
  points: HostPoints,
  mixture: HostMixture,
  expected: Expected,
  regularisation: Regularisation,
): boolean {
  const { size, means } = mixture;
  const { counts, shifts } = expected;
  const skipped = Uint8Array.from(counts, (count) => (count < EMPTY ? 1 : 0));
  for (let at = 0; at < shifts.length; at++) {
    const k = Math.floor(at / size);
    shifts[at] = skipped[k] ? 0 : shifts[at]! / counts[k]!;
  }
  const empty = skipped.indexOf(1);
  if (empty >= 0) {
    const worst = expected.worst * size;
    means.set(points.values.subarray(worst, worst + size), empty * size);
    counts[empty] = 1;
    skipped[empty] = 0;
    givePooled(mixture, expected, empty, empty + 1);
  }
  for (let at = 0; at < means.length; at++) means[at]! += shifts[at]!;
  estimate(mixture, expected, skipped, regularisation);
  return empty >= 0;
}

/** The weights by the counts, and the covariances by the scatter about the means as they are less the shifts. */
export function estimate(
  { covariance, components, weights, factors }: HostMixture,
  expected: Expected,
  skipped: Uint8Array,
  { caller, floor, tiny }: Regularisation,
): void {
  // A weight of 0 has no logarithm; what is added is too little to be seen in the others.
  let total = 0;
  for (let k = 0; k < components; k++) total += weights[k] = expected.counts[k]! + 10 * Number.EPSILON;
  for (let k = 0; k < components; k++) weights[k]! /= total;
  const singular = covariance.host.estimate(expected, skipped, floor, tiny, factors);
  if (singular >= 0) {
    throw new SingularCovarianceError(
      `${caller}: the ${covariance.name} covariance of component ${singular} is singular: its points do not vary in some ` +
        'direction. Give a higher floor, fewer components, or a covariance with fewer parameters.',
    );
  }
}

/** Gives components `from` to `to` the scatter of all, in proportion to their counts, where they have not one together. */
export function givePooled(
  { covariance, components, size }: HostMixture,
  { counts, scatter }: Expected,
  from: number,
  to: number,
): void {
  const { matrices, length } = covariance.host.scatter(components, size);
  if (matrices === 1) return;
  const pooled = new Float64Array(length);
  for (let at = 0; at < scatter.length; at++) pooled[at % length]! += scatter[at]!;
  let total = 0;
  for (let k = 0; k < components; k++) total += counts[k]!;
  for (let at = from * length; at < to * length; at++) {
    scatter[at] = (pooled[at % length]! / total) * counts[Math.floor(at / length)]!;
  }
}
