import { assertTensor, showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';
import { readNumbers } from '../readNumbers.ts';

/** What a classifier gives for some examples, on the host. */
export interface Probabilities {
  readonly count: number;
  readonly classes: number;
  /** Row by row, in float64. */
  readonly values: Float64Array;
  /** Of each example the likeliest class. */
  readonly best: Int32Array;
}

/**
 * Reads probabilities `[n, classes]`.
 *
 * @param least how many examples there must be
 * @param why there must be so many, for the error
 * @throws TypeError, RangeError for another shape, too few examples, fewer than 2 classes, and rows that are no probabilities
 */
export async function readProbabilities(
  caller: string,
  probabilities: Tensor,
  least = 1,
  why = '',
): Promise<Probabilities> {
  assertTensor(caller, 'probabilities', probabilities);
  const { shape } = probabilities;
  if (shape.length !== 2 || shape[0]! < least || shape[1]! < 2) {
    throw new RangeError(
      `${caller}: probabilities has shape ${showShape(shape)} but ${showShape(['n', 'classes'])} was expected, n at least ${least}${why}, and at least 2 classes.`,
    );
  }
  const [count, classes] = shape as [number, number];
  const values = await readNumbers(caller, 'probabilities', probabilities);
  const best = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    const ofRow = values.subarray(row * classes, (row + 1) * classes);
    assertProbabilities(caller, ofRow, row);
    best[row] = ofRow.indexOf(Math.max(...ofRow));
  }
  return { count, classes, values, best };
}

function assertProbabilities(caller: string, row: Float64Array, index: number): void {
  const sum = row.reduce((total, p) => total + p, 0);
  if (row.every((p) => p >= 0) && Math.abs(sum - 1) <= 1e-4) return;
  const least = row.reduce((a, b) => Math.min(a, b));
  const found = least < 0 ? `has ${least} in it` : `sums to ${sum}`;
  throw new RangeError(
    `${caller}: probabilities of example ${index} ${found} but numbers of at least 0 that sum to 1 were expected.`,
  );
}
