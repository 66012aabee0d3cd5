import { assertInteger, checkOptions } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';
import { meanOf, varianceOf } from '../readNumbers.ts';
import { readProbabilities } from './readProbabilities.ts';

/** Options of {@link inceptionScore}. */
export interface InceptionScoreOptions {
  /** Into how many parts, one after the other, the examples are split. Default 10. */
  readonly splits?: number;
}

/** The score of the parts. */
export interface InceptionScore {
  /** Their mean, from 1 to the number of classes. */
  readonly value: number;
  /** Their deviation, over their number. */
  readonly standardDeviation: number;
}

/**
 * The inception score: whether a classifier is sure of each generated example, and unsure of them all.
 *
 *   exp E KL(p(y | x) ‖ p(y)),   p(y) the mean of p(y | x) over a part
 *
 * It does not look at the data: a single good example of each class has the best score.
 *
 * @param probabilities what the classifier gives for generated examples, `[n, classes]`, at least as many as `splits`; each row
 *   is at least 0 and sums to 1 within 1e-4
 * @returns mean and deviation over the parts, of which the last one may have fewer
 * @throws TypeError, RangeError for another shape, fewer examples than parts, and rows that are no probabilities
 * @example
 * const { value } = await inceptionScore(tensor2d([[1, 0], [0, 1]]), { splits: 1 }); // 2
 *
 * Salimans et al., "Improved Techniques for Training GANs", 2016, https://arxiv.org/abs/1606.03498
 */
export async function inceptionScore(
  probabilities: Tensor,
  options: InceptionScoreOptions = {},
): Promise<InceptionScore> {
  const { splits = 10 } = checkOptions('inceptionScore', options, ['splits']);
  assertInteger('inceptionScore', 'splits', splits);
  const { count, classes, values } = await readProbabilities(
    'inceptionScore',
    probabilities,
    splits,
    ', the number of splits',
  );
  const scores = Float64Array.from({ length: splits }, (_, part) => {
    const [from, to] = [part, part + 1].map((at) => Math.floor((at * count) / splits)) as [number, number];
    return scoreOf(values.subarray(from * classes, to * classes), classes);
  });
  return { value: meanOf(scores), standardDeviation: Math.sqrt(varianceOf(scores)) };
}

function scoreOf(rows: Float64Array, classes: number): number {
  const count = rows.length / classes;
  const marginal = new Float64Array(classes);
  for (const [i, p] of rows.entries()) marginal[i % classes]! += p / count;
  let divergence = 0;
  for (const [i, p] of rows.entries()) if (p > 0) divergence += (p / count) * Math.log(p / marginal[i % classes]!);
  return Math.exp(divergence);
}
