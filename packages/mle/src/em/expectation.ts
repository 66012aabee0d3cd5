import type { HostPoints, Pause } from '@latentkit/shared';
import type { HostMixture } from './hostMixture.ts';
import { BLOCK, type Block, blockAt, type Moments, NEGLIGIBLE } from './moments.ts';

/** What a pass over the points finds, and the moments for the next M-step. */
export interface Expected extends Moments {
  /** Mean ln p(x), in nats. */
  logLikelihood: number;
  /** The point that is least likely. */
  worst: number;
}

/** Room for what a pass over the points finds. */
export function nothingExpected({ covariance, components, size }: HostMixture): Expected {
  const { matrices, length } = covariance.host.scatter(components, size);
  return {
    counts: new Float64Array(components),
    shifts: new Float64Array(components * size),
    scatter: new Float64Array(matrices * length),
    logLikelihood: Number.NEGATIVE_INFINITY,
    worst: 0,
  };
}

/**
 * The E-step: who is responsible for which point, and the moments of each component weighted with that.
 *
 *   r_ik = w_k N(x_i; μ_k, Σ_k) / p(x_i),   p(x) = Σ_k w_k N(x; μ_k, Σ_k)
 *
 * One block of points after the other: responsibilities are never kept for all of them.
 */
export async function expectation(
  points: HostPoints,
  mixture: HostMixture,
  into: Expected,
  pause: Pause,
): Promise<void> {
  const { covariance, components, means, factors } = mixture;
  const offsets = logOffsets(mixture);
  const table = new Float64Array(BLOCK * components);
  for (const sums of [into.counts, into.shifts, into.scatter]) sums.fill(0);
  let [total, lowest] = [0, Number.POSITIVE_INFINITY];
  const logLikelihoods = new Float64Array(BLOCK);
  for (let from = 0; from < points.count; from += BLOCK) {
    const block = blockAt(points, from, table);
    covariance.host.logJoint(block, means, factors, offsets);
    normalise(block, into.counts, logLikelihoods);
    covariance.host.accumulate(block, means, into);
    for (let i = from; i < block.to; i++) {
      const value = logLikelihoods[i - from]!;
      total += value;
      if (value < lowest) {
        lowest = value;
        into.worst = i;
      }
    }
    const turn = pause();
    if (turn) await turn;
  }
  into.logLikelihood = total / points.count;
}

/** ln w − ½ ln det Σ − ½ d ln 2π, for each component: what its log-density has beside the distance. */
function logOffsets({ covariance, components, size, weights, factors }: HostMixture): Float64Array {
  const logDeterminants = covariance.host.logDeterminants(factors, components, size);
  return weights.map((weight, k) => Math.log(weight) - 0.5 * (logDeterminants[k]! + size * Math.log(2 * Math.PI)));
}

/** Makes log-densities into responsibilities, row by row, and adds these to the counts. */
function normalise({ from, to, table }: Block, counts: Float64Array, logLikelihoods: Float64Array): void {
  const components = counts.length;
  for (let i = from, row = 0; i < to; i++, row += components) {
    let highest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < components; k++) {
      if (table[row + k]! > highest) highest = table[row + k]!;
    }
    let sum = 0;
    for (let k = 0; k < components; k++) {
      const below = table[row + k]! - highest;
      const value = below < NEGLIGIBLE ? 0 : Math.exp(below);
      table[row + k] = value;
      sum += value;
    }
    logLikelihoods[i - from] = highest + Math.log(sum);
    for (let k = 0; k < components; k++) {
      const value = table[row + k]!;
      if (value === 0) continue;
      const responsibility = value / sum;
      table[row + k] = responsibility;
      counts[k]! += responsibility;
    }
  }
}
