import { assertBatchOf, isTyped } from '@latentkit/check';
import { type HostPoints, sizeOf } from '@latentkit/shared';
import type { DataType, Tensor } from '@tensorflow/tfjs-core';

/** What the numbers of an example may be. */
export interface Domain {
  /** The types of tensors that hold them. */
  readonly dtypes: readonly DataType[];
  /** Refuses numbers that are none of them. */
  readonly assert?: (caller: string, argument: string, values: ArrayLike<number>) => void;
}

/** Any finite numbers. */
export const realNumbers: Domain = { dtypes: ['float32'] };

/**
 * Reads examples `[n, ...shape]` to the host.
 *
 * @throws RangeError where the shape is another, where there are fewer than `least`, or where one is not of the domain
 */
export async function readPoints(
  caller: string,
  data: Tensor,
  shape: readonly number[],
  least = 1,
  domain = realNumbers,
): Promise<HostPoints> {
  assertBatchOf(caller, 'data', data, shape, domain.dtypes);
  const [count, size] = [data.shape[0]!, sizeOf(shape)];
  if (count < least) {
    throw new RangeError(`${caller}: data has ${count} examples but at least ${least} were expected.`);
  }
  const read = await data.data();
  const values = isTyped(read, 'Float32Array') ? read : Float32Array.from(read);
  for (let at = 0; at < values.length; at++) {
    if (!Number.isFinite(values[at])) {
      throw new RangeError(
        `${caller}: data has ${values[at]} in example ${Math.floor(at / size)} but finite numbers were expected.`,
      );
    }
  }
  domain.assert?.(caller, 'data', values);
  return { values, count, size };
}

/** For each feature, the variance that rounding alone may leave where there should be none. */
export function roundingVariances({ values, count, size }: HostPoints): Float64Array {
  const [means, largest, tiny] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (let at = 0, j = 0; at < values.length; at++, j = j + 1 === size ? 0 : j + 1) {
    means[j]! += values[at]! / count;
    largest[j] = Math.max(largest[j]!, Math.abs(values[at]!));
  }
  for (let at = 0, j = 0; at < values.length; at++, j = j + 1 === size ? 0 : j + 1) {
    tiny[j]! += (Number.EPSILON * (values[at]! - means[j]!) ** 2) / count;
  }
  return tiny.map((variance, j) => variance + (4 * Number.EPSILON * largest[j]!) ** 2);
}
