import { concat, type Tensor } from '@tensorflow/tfjs-core';

/**
 * A batch as often as it is said, one after the other: `[n, ...shape] -> [times · n, ...shape]`. What `tile` gives along the
 * first axis, in copies of whole batches: on WASM `tile` goes number by number, and took half of a step of an IWAE.
 */
export function repeatExamples<T extends Tensor>(x: T, times: number): T {
  return concat(Array.from({ length: times }, () => x));
}
