import { assertInteger, assertPositive, checkOptions, type Samples } from '@latentkit/check';
import { dispose, stack, tidy } from '@tensorflow/tfjs-core';
import { assertFinite } from '../pairwise/assertFinite.ts';
import { withSampleSets } from '../withSampleSets.ts';
import { squaredEuclidean } from './costs.ts';
import { outcomeOf } from './outcome.ts';
import { iterate, noPotentials, problemsOf } from './potentials.ts';
import { assertSinkhorn, type SinkhornOptions } from './sinkhornOptions.ts';

/** Options of {@link convergedSinkhornDivergence}. */
export interface ConvergedSinkhornOptions extends SinkhornOptions {
  /** How many iterations are made at most. Default 1,000. */
  readonly iterations?: number;
  /** The error, as {@link SinkhornDivergence} has it, at which it ends. Default 1e-3. */
  readonly tolerance?: number;
  /** After how many iterations the error is read each time. Default 10. */
  readonly checkEvery?: number;
}

/** What {@link convergedSinkhornDivergence} found. */
export interface ConvergedSinkhornDivergence {
  /** In units of the cost. */
  readonly value: number;
  /** How many iterations were made. */
  readonly iterations: number;
  /** How far it is from converged, 0 to 2, see {@link SinkhornDivergence}. */
  readonly error: number;
  /** Whether the error is at most the tolerance. Where not, the value is not the divergence. */
  readonly converged: boolean;
}

/**
 * The {@link sinkhornDivergence} of two samples, by as many iterations as it takes: to measure with, not to train with.
 *
 * @param x `[n, features]`
 * @param y `[m, features]`
 * @returns the value, and whether it has converged
 * @throws RangeError where the shapes are not as said, an option is not, or a sample is not finite
 * @throws TypeError where the samples are not float32 or the cost is none
 * @example
 * const { converged } = await convergedSinkhornDivergence(tensor2d([[0]]), tensor2d([[2]]), { epsilon: 0.1 });
 * converged;  // true
 * @see Feydy et al., Interpolating between Optimal Transport and MMD using Sinkhorn Divergences, 2019.
 *   https://arxiv.org/abs/1810.08278
 */
export async function convergedSinkhornDivergence(
  x: Samples,
  y: Samples,
  options: ConvergedSinkhornOptions,
): Promise<ConvergedSinkhornDivergence> {
  const {
    epsilon,
    cost = squaredEuclidean,
    iterations: limit = 1000,
    blockSize = 2048,
    tolerance = 1e-3,
    checkEvery = 10,
  } = checkOptions('convergedSinkhornDivergence', options, [
    'epsilon',
    'cost',
    'iterations',
    'blockSize',
    'tolerance',
    'checkEvery',
  ]);
  const name = 'convergedSinkhornDivergence';
  assertSinkhorn(name, { epsilon, cost, iterations: limit, blockSize });
  assertPositive(name, 'tolerance', tolerance);
  assertInteger(name, 'checkEvery', checkEvery);
  return withSampleSets(name, { x, y }, 1, async ({ x, y }) => {
    await assertFinite(name, { x, y });
    const problems = problemsOf(x, y, cost, epsilon, blockSize);
    let potentials = noPotentials(x.shape[0], y.shape[0]);
    try {
      for (let made = 0; ; ) {
        const count = Math.min(checkEvery, limit - made);
        const next = iterate(problems, potentials, count);
        dispose(potentials);
        potentials = next;
        made += count;
        const outcome = tidy(() => {
          const { value, error } = outcomeOf(problems, potentials);
          return stack([value, error]);
        });
        const [value, error] = (await outcome.data()) as unknown as [number, number];
        outcome.dispose();
        const converged = error <= tolerance;
        if (converged || made === limit) return { value, iterations: made, error, converged };
      }
    } finally {
      const { across, back, withinX, withinY } = problems;
      dispose([potentials, ...[across, back, withinX, withinY].map(({ whole }) => whole ?? [])]);
    }
  });
}
