import type { Tensor } from '@tensorflow/tfjs-core';
import type { Plain } from './plain.ts';

/** An op at one point, on tensors and in plain float64: a row of the table. */
export interface OpCase {
  readonly name: string;
  /** Where: what the op is differentiated by. No point lies on a kink or a jump. */
  readonly inputs: readonly Plain[];
  readonly tensor: (...inputs: Tensor[]) => Tensor;
  /** Written from the formula. */
  readonly plain: (...inputs: Plain[]) => Plain;
}

/**
 * Numbers from `low` to `high`, all different, in no order, the same on every machine; as float32, so that both sides
 * begin with the same.
 */
export function numbers(shape: readonly number[], low = -1, high = 1, seed = 0): Plain {
  const size = shape.reduce((product, length) => product * length, 1);
  const data = Float64Array.from({ length: size }, (_, i) => {
    const share = ((i + 1) * 0.6180339887 + (seed + 1) * 0.3247179572) % 1;
    return Math.fround(low + (high - low) * share);
  });
  return { shape, data };
}

/** An op, tested at `inputs`. */
export const op = (
  name: string,
  inputs: readonly Plain[],
  tensor: OpCase['tensor'],
  plain: OpCase['plain'],
): OpCase => ({
  name,
  inputs,
  tensor,
  plain,
});
