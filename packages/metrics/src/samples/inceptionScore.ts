import { assertInteger, assertTensor, checkOptions, showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';
import { meanOf, readNumbers, varianceOf } from '../readNumbers.ts';

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
  assertTensor('inceptionScore', 'probabilities', probabilities);
  const { shape } = probabilities;
  if (shape.length !== 2 || shape[0]! < splits || shape[1]! < 2) {
    throw new RangeError(
      `inceptionScore: probabilities has shape ${showShape(shape)} but ${showShape(['n', 'classes'])} was expected, n at least ${splits}, the number of splits, and at least 2 classes.`,
    );
  }
  const [count, classes] = shape as [number, number];
  const numbers = await readNumbers('inceptionScore', 'probabilities', probabilities);
  for (let row = 0; row < count; row++) assertProbabilities(numbers.subarray(row * classes, (row + 1) * classes), row);
  const scores = Float64Array.from({ length: splits }, (_, part) => {
    const [from, to] = [part, part + 1].map((at) => Math.floor((at * count) / splits)) as [number, number];
    return scoreOf(numbers.subarray(from * classes, to * classes), classes);
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

function assertProbabilities(row: Float64Array, index: number): void {
  const sum = row.reduce((total, p) => total + p, 0);
  if (row.every((p) => p >= 0) && Math.abs(sum - 1) <= 1e-4) return;
  const least = row.reduce((a, b) => Math.min(a, b));
  const found = least < 0 ? `has ${least} in it` : `sums to ${sum}`;
  throw new RangeError(
    `inceptionScore: probabilities of example ${index} ${found} but numbers of at least 0 that sum to 1 were expected.`,
  );
}
