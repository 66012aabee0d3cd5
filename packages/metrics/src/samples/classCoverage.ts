import type { Tensor } from '@tensorflow/tfjs-core';
import { readProbabilities } from './readProbabilities.ts';

/** Which classes samples are of. */
export interface ClassCoverage {
  /** The share of the samples in each class, every sample counted for its likeliest one; they sum to 1. */
  readonly shares: Float64Array;
  /** The entropy of the shares in nats: from 0, a single class, to ln classes, all alike. */
  readonly entropy: number;
  /** The classes that no sample is in, in order. */
  readonly missing: readonly number[];
  /** The mean probability of the likeliest class, from 1 / classes to 1: how sure the classifier is. */
  readonly confidence: number;
}

/**
 * How samples are shared out among the classes, by a classifier: a generator that has lost a class shows here.
 *
 * @param probabilities what the classifier gives for generated examples, `[n, classes]`; each row is at least 0 and sums to 1
 *   within 1e-4
 * @returns shares, their entropy, missing classes and the mean confidence
 * @throws TypeError, RangeError for another shape, no examples, and rows that are no probabilities
 * @example
 * const found = await classCoverage(tensor2d([[0.9, 0.1, 0], [0.2, 0.7, 0.1]]));
 * found.missing; // [2]
 * found.confidence; // 0.8
 */
export async function classCoverage(probabilities: Tensor): Promise<ClassCoverage> {
  const { count, classes, values, best } = await readProbabilities('classCoverage', probabilities);
  const counts = new Float64Array(classes);
  let total = 0;
  for (const [i, chosen] of best.entries()) {
    counts[chosen]!++;
    total += values[i * classes + chosen]!;
  }
  const shares = counts.map((number) => number / count);
  const missing = [...shares.keys()].filter((one) => shares[one] === 0);
  const entropy = shares.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
  return { shares, entropy, missing, confidence: total / count };
}
