import { assertOneOf, assertSameShape, checkOptions, showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';
import { readNumbers } from './readNumbers.ts';

const kinds = {
  squared: (x: number, y: number) => (x - y) ** 2,
  absolute: (x: number, y: number) => Math.abs(x - y),
  crossEntropy: (x: number, y: number) => -times(x, Math.log(y)) - times(1 - x, Math.log1p(-y)),
};

/** 0 · ln 0 = 0. */
const times = (weight: number, log: number) => (weight === 0 ? 0 : weight * log);

/** The options of `reconstructionError`. */
export interface ReconstructionErrorOptions {
  /** Which error: `squared`, `absolute`, or `crossEntropy` in nats, of numbers from 0 to 1. Default `squared`. */
  readonly kind?: keyof typeof kinds | undefined;
}

/**
 * How far reconstructions are from the data, summed over the features of an example and averaged over the examples, in
 * float64.
 *
 *   squared: Σ (x − y)²     absolute: Σ |x − y|     crossEntropy: −Σ [x ln y + (1 − x) ln(1 − y)]
 *
 * @param data `[n, ...shape]`
 * @param reconstruction the same shape: `model.reconstruct(data)`
 * @param options the kind of error
 * @returns the error of an example, on average; infinite for a cross-entropy where y is 0 or 1 and x is not
 * @throws TypeError, RangeError for shapes that differ, a number that is not finite, and for the cross-entropy one that is
 *   not from 0 to 1
 * @example
 * await reconstructionError(tensor2d([[1, 0]]), tensor2d([[0.5, 0.5]])); // 0.5
 * await reconstructionError(tensor2d([[1, 0]]), tensor2d([[0.5, 0.5]]), { kind: 'crossEntropy' }); // 1.3863
 */
export async function reconstructionError(
  data: Tensor,
  reconstruction: Tensor,
  options: ReconstructionErrorOptions = {},
): Promise<number> {
  const caller = 'reconstructionError';
  assertSameShape(caller, { data, reconstruction });
  const { kind = 'squared' } = checkOptions(caller, options, ['kind']);
  assertOneOf(caller, 'kind', kind, Object.keys(kinds));
  const [count] = data.shape;
  if (!count) {
    throw new RangeError(`${caller}: data has shape ${showShape(data.shape)} but [batch,...features] was expected.`);
  }
  const numbers = await Promise.all(
    Object.entries({ data, reconstruction }).map(async ([name, tensor]) => {
      const values = await readNumbers(caller, name, tensor);
      const wrong = kind === 'crossEntropy' ? values.find((value) => value < 0 || value > 1) : undefined;
      if (wrong === undefined) return values;
      throw new RangeError(
        `${caller}: ${name} has ${wrong} in it but numbers from 0 to 1 were expected for crossEntropy.`,
      );
    }),
  );
  const [x, y] = numbers as [Float64Array, Float64Array];
  return x.reduce((sum, value, i) => sum + kinds[kind](value, y[i]!), 0) / count;
}
