import { type AbortSignalLike, assertInteger, checkOptions } from '@latentkit/check';
import { type HostPoints, nearestNeighbours, type Pause, pairsWithin } from '@latentkit/shared';
import type { Tensor } from '@tensorflow/tfjs-core';
import { pauseFor } from './pauseFor.ts';
import { readSampleSets } from './readSamples.ts';

/** Options of {@link precisionRecall}. */
export interface PrecisionRecallOptions {
  /** k: the ball of an example reaches to its k-th nearest neighbour of the same set. Default 5. */
  readonly neighbours?: number;
  /** An `AbortSignal`: throws `signal.reason` where it is aborted. Default: none. */
  readonly signal?: AbortSignalLike | undefined;
}

/** Of samples, how many are like the data, and of the data, how many the samples are like. */
export interface PrecisionRecall {
  /** The share of generated examples within the ball of a real one: fidelity. From 0 to 1. */
  readonly precision: number;
  /** The share of real examples within the ball of a generated one: diversity. From 0 to 1. */
  readonly recall: number;
  /** The mean number of real balls that a generated example lies in, over k: fidelity that an outlier does not spoil. From 0; about 1 for equal sets. */
  readonly density: number;
  /** The share of real examples with a generated one in their ball: diversity that an outlier does not spoil. From 0 to 1. */
  readonly coverage: number;
}

/**
 * Precision and recall of generated examples, density and coverage: whether they are good, and whether they are all there.
 * A ball around an example has its k-th nearest neighbour of the same set on its surface, which is not within.
 *
 * Distances are exact, in float64, and the same on every backend; memory is that of the examples and a block of 16 MiB.
 *
 * @param real features of real examples, `[n, ...features]`, more of them than `neighbours`
 * @param generated features of generated ones, `[m, ...features]`, likewise
 * @returns four numbers
 * @throws TypeError, RangeError for other shapes, too few examples, a number that is not finite, and `neighbours` below 1
 * @example
 * const real = tensor2d([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [10, 1]);
 * const generated = tensor2d([0.4, 1.4, 2.4, 3.4, 4.4, 30], [6, 1]);
 * const { precision, coverage } = await precisionRecall(real, generated, { neighbours: 1 }); // 5/6 and 0.6
 *
 * Kynkäänniemi et al., "Improved Precision and Recall Metric for Assessing Generative Models", 2019,
 * https://arxiv.org/abs/1904.06991, and of density and coverage Naeem et al., "Reliable Fidelity and Diversity Metrics for
 * Generative Models", 2020, https://arxiv.org/abs/2002.09797
 */
export async function precisionRecall(
  real: Tensor,
  generated: Tensor,
  options: PrecisionRecallOptions = {},
): Promise<PrecisionRecall> {
  const { neighbours = 5, signal } = checkOptions('precisionRecall', options, ['neighbours', 'signal']);
  assertInteger('precisionRecall', 'neighbours', neighbours);
  const pause = pauseFor('precisionRecall', signal);
  const sets = await readSampleSets('precisionRecall', real, generated, neighbours + 1);
  const isPrecise = new Uint8Array(sets.generated.count);
  const isCovered = new Uint8Array(sets.real.count);
  let pairs = 0;
  const ofReal = await squaredRadii(sets.real, neighbours, pause);
  const inReal = (query: number, point: number) => {
    isPrecise[query] = 1;
    isCovered[point] = 1;
    pairs++;
  };
  await pairsWithin(sets.generated, sets.real, ofReal, inReal, pause);
  const isRecalled = new Uint8Array(sets.real.count);
  const ofGenerated = await squaredRadii(sets.generated, neighbours, pause);
  const inGenerated = (query: number) => {
    isRecalled[query] = 1;
  };
  await pairsWithin(sets.real, sets.generated, ofGenerated, inGenerated, pause);
  return {
    precision: shareOf(isPrecise),
    recall: shareOf(isRecalled),
    density: pairs / (neighbours * sets.generated.count),
    coverage: shareOf(isCovered),
  };
}

async function squaredRadii(points: HostPoints, neighbours: number, pause: Pause): Promise<Float64Array> {
  const { squaredDistances } = await nearestNeighbours(points, points, neighbours, { others: true, pause });
  return squaredDistances.filter((_, i) => i % neighbours === neighbours - 1);
}

const shareOf = (flags: Uint8Array) => flags.reduce((sum, flag) => sum + flag, 0) / flags.length;
