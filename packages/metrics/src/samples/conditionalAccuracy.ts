import type { Tensor } from '@tensorflow/tfjs-core';
import { readClasses } from './readClasses.ts';
import { readProbabilities } from './readProbabilities.ts';

/** How often samples are of the class that was asked for. */
export interface ConditionalAccuracy {
  /** The share of all samples, from 0 to 1. */
  readonly value: number;
  /** The share of those that each class was asked of; NaN for a class that none was asked of. */
  readonly ofClass: Float64Array;
}

/**
 * The share of samples of a conditional model that a classifier puts into the class that was asked for.
 *
 * @param probabilities what the classifier gives for the samples, `[n, classes]`; each row is at least 0 and sums to 1 within 1e-4
 * @param requested the classes asked for, `[n]`, int32
 * @returns the share, of all and class by class
 * @throws TypeError, RangeError for other shapes, rows that are no probabilities, and a class that the classifier does not have
 * @example
 * const probabilities = tensor2d([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7]]);
 * const { value } = await conditionalAccuracy(probabilities, tensor1d([0, 1, 1], 'int32')); // 0.6667
 */
export async function conditionalAccuracy(probabilities: Tensor, requested: Tensor): Promise<ConditionalAccuracy> {
  const { count, classes, best } = await readProbabilities('conditionalAccuracy', probabilities);
  const wanted = await readClasses('conditionalAccuracy', 'requested', requested, [count], classes);
  const [right, all] = [new Float64Array(classes), new Float64Array(classes)];
  for (const [i, one] of wanted.entries()) {
    all[one]!++;
    if (best[i] === one) right[one]!++;
  }
  return { value: right.reduce((sum, n) => sum + n, 0) / count, ofClass: right.map((n, one) => n / all[one]!) };
}
