import type { AbortSignalLike } from '@latentkit/check';
import { foldIn, type Key, uniformValues } from '@latentkit/random';
import { type HostPoints, kMeans, makePause, type Pause } from '@latentkit/shared';
import { type Expected, expectation, nothingExpected } from './expectation.ts';
import { copyMixture, type HostMixture } from './hostMixture.ts';
import { estimate, givePooled, maximization, type Regularisation } from './maximization.ts';
import { BLOCK, blockAt } from './moments.ts';

/** How a mixture is fitted by EM. */
export interface EmOptions {
  /** Where the starts come from. Default: a key derived from the model's seed. */
  readonly key?: Key;
  /** How many starts are tried, of which the best is kept. Default 1. */
  readonly starts?: number;
  /** `true`: go on from the parameters that the model has, instead of from a start. Default `false`. */
  readonly warmStart?: boolean;
  /** Iterations of each start at most, at least 0. Default 100. */
  readonly iterations?: number;
  /** Stop once an iteration gains less than this, in nats a point, at least 0; 0: go through all iterations. Default 1e-3. */
  readonly tolerance?: number;
  /** Aborts the fit; the model is then as after the last whole iteration. */
  readonly signal?: AbortSignalLike;
}

/** What EM tells after each iteration. */
export interface EmIteration {
  readonly type: 'iteration';
  /** Which start, from 0. */
  readonly start: number;
  /** Iterations of this start so far; 0 is the start itself. */
  readonly iteration: number;
  /** Mean ln p(x) of the points, in nats, by the parameters as they are after this iteration. */
  readonly logLikelihood: number;
}

/** What came of a fit. */
export interface EmReport {
  /** Which start was the best. */
  readonly start: number;
  /** How many iterations it took. */
  readonly iterations: number;
  /** Whether it ended because an iteration gained less than the tolerance. */
  readonly converged: boolean;
  /** Mean ln p(x) of the points in nats: at the start, and after each iteration. */
  readonly logLikelihood: readonly number[];
  /** How often an empty component was put elsewhere. */
  readonly reseeded: number;
}

/** The last event of a fit. */
export interface EmFitted {
  readonly type: 'fitted';
  readonly report: EmReport;
}

type Settings = Required<Omit<EmOptions, 'signal'>> & { readonly signal?: AbortSignalLike | undefined };

/**
 * Expectation maximisation: E-step and M-step by turns, from each start, the best of which is left in `mixture`.
 *
 * @param show called with every mixture that there is something to tell of, before it is told
 */
export async function* expectationMaximization(
  points: HostPoints,
  mixture: HostMixture,
  regularisation: Regularisation,
  { key, starts, warmStart, iterations, tolerance, signal }: Settings,
  show: (mixture: HostMixture) => void,
): AsyncGenerator<EmIteration | EmFitted, void, undefined> {
  const pause = makePause(signal);
  const expected = nothingExpected(mixture);
  let best: { readonly mixture: HostMixture; readonly report: EmReport } | undefined;
  for (let start = 0; start < (warmStart ? 1 : starts); start++) {
    if (!warmStart) await begin(points, mixture, expected, regularisation, foldIn(key, start), pause);
    const logLikelihood: number[] = [];
    let [iteration, converged, reseeded] = [0, false, 0];
    for (let moved = false; ; iteration++) {
      await expectation(points, mixture, expected, pause);
      logLikelihood.push(expected.logLikelihood);
      show(mixture);
      yield { type: 'iteration', start, iteration, logLikelihood: expected.logLikelihood };
      const gain = expected.logLikelihood - (logLikelihood.at(-2) ?? Number.NEGATIVE_INFINITY);
      converged = !moved && tolerance > 0 && gain < tolerance;
      if (converged || iteration === iterations) break;
      moved = maximization(points, mixture, expected, regularisation);
      if (moved) reseeded++;
    }
    if (!best || expected.logLikelihood > best.report.logLikelihood.at(-1)!) {
      const report = { start, iterations: iteration, converged, logLikelihood, reseeded };
      best = { mixture: starts > 1 ? copyMixture(mixture) : mixture, report };
    }
  }
  show(best!.mixture);
  yield { type: 'fitted', report: best!.report };
}

/**
 * Means by k-means++, and for all components the covariance about them that all clusters have together: a cluster of a
 * single point would have none of its own.
 */
async function begin(
  points: HostPoints,
  mixture: HostMixture,
  expected: Expected,
  regularisation: Regularisation,
  key: Key,
  pause: Pause,
): Promise<void> {
  const { covariance, components, means } = mixture;
  const clusters = await kMeans(points, uniformValues(key, components), pause);
  means.set(clusters.means);
  for (const sums of [expected.counts, expected.shifts, expected.scatter]) sums.fill(0);
  const table = new Float64Array(BLOCK * components);
  for (let from = 0; from < points.count; from += BLOCK) {
    const block = blockAt(points, from, table.fill(0));
    for (let i = from; i < block.to; i++) {
      const k = clusters.nearest[i]!;
      table[(i - from) * components + k] = 1;
      expected.counts[k]!++;
    }
    covariance.host.accumulate(block, means, expected);
    const turn = pause();
    if (turn) await turn;
  }
  expected.shifts.fill(0);
  // Points that occur more than once may leave a cluster without any.
  for (let k = 0; k < components; k++) expected.counts[k] = Math.max(1, expected.counts[k]!);
  givePooled(mixture, expected, 0, components);
  estimate(mixture, expected, new Uint8Array(components), regularisation);
}
