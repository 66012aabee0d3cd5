import { assertSameShape, showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';

/** What a row of masses is held to. */
export interface MassOptions {
  /** What one entry of a row stands for: 1, or the length of a cell of a grid. */
  readonly unit: number;
  /** How far from 1 the sum of a row times the unit may be. */
  readonly tolerance: number;
}

/** @throws RangeError unless all values are finite and not negative and every row `[batch, outcomes]` has the mass 1 */
export async function assertMasses(
  caller: string,
  masses: Record<string, Tensor>,
  { unit, tolerance }: MassOptions,
): Promise<void> {
  const read = await Promise.all(
    Object.entries(masses).map(async ([name, mass]) => ({ name, values: await mass.data(), size: mass.shape[1]! })),
  );
  for (const { name, values, size } of read) {
    for (let start = 0; start < values.length; start += size) {
      let total = 0;
      for (let i = start; i < start + size; i++) {
        const value = values[i]!;
        if (!(value >= 0 && value < Infinity)) {
          throw new RangeError(
            `${caller}: ${name}[${start / size},${i - start}] is ${value} but a finite number of at least 0 was expected.`,
          );
        }
        total += value * unit;
      }
      if (!(Math.abs(total - 1) <= tolerance)) {
        throw new RangeError(
          `${caller}: row ${start / size} of ${name} has the mass ${total} but 1 was expected, within ${tolerance}.`,
        );
      }
    }
  }
}

/** How far the sum of float32 probabilities may be from 1: a softmax over 10⁵ outcomes is within a tenth of it. */
const SUM_TOLERANCE = 1e-5;

/** @throws RangeError unless all values are finite and not negative and every row `[batch, outcomes]` sums to 1 */
export function assertProbabilities(caller: string, probabilities: Record<string, Tensor>): Promise<void> {
  return assertMasses(caller, probabilities, { unit: 1, tolerance: SUM_TOLERANCE });
}

/** @throws RangeError unless all are `[batch, outcomes]`, alike, with at least one outcome */
export function assertRows(caller: string, rows: Record<string, Tensor>): void {
  assertSameShape(caller, rows);
  const [[name, { shape }]] = Object.entries(rows) as [[string, Tensor]];
  if (shape.length !== 2 || shape[1] === 0) {
    throw new RangeError(`${caller}: ${name} has shape ${showShape(shape)} but [batch,outcomes] was expected.`);
  }
}
