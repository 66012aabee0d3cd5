import { assertBatchOf } from '@latentkit/check';
import { sizeOf } from '@latentkit/shared';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Points } from './em/moments.ts';

/**
 * Reads examples `[n, ...shape]` to the host.
 *
 * @throws RangeError where the shape is another, where there are fewer than `least`, or where one is not finite
 */
export async function readPoints(caller: string, data: Tensor, shape: readonly number[], least = 1): Promise<Points> {
  assertBatchOf(caller, 'data', data, shape);
  const [count, size] = [data.shape[0]!, sizeOf(shape)];
  if (count < least) {
    throw new RangeError(`${caller}: data has ${count} examples but at least ${least} were expected.`);
  }
  const values = (await data.data()) as Float32Array;
  for (let at = 0; at < values.length; at++) {
    if (!Number.isFinite(values[at])) {
      throw new RangeError(
        `${caller}: data has ${values[at]} in example ${Math.floor(at / size)} but finite numbers were expected.`,
      );
    }
  }
  return { values, count, size };
}

/** For each feature, the variance that rounding alone may leave where there should be none. */
export function roundingVariances({ values, count, size }: Points): Float64Array {
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
