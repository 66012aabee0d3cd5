import { concat, type Tensor } from '@tensorflow/tfjs-core';

/**
 * A batch as often as it is said, one after the other: `[n, ...shape] -> [times · n, ...shape]`. What `tile` gives along the
 * first axis, in copies of whole batches: on WASM `tile` goes number by number, and took half of a step of an IWAE.
 */
export function repeatExamples<T extends Tensor>(x: T, times: number): T {
  return times === 1 ? x : concat(Array.from({ length: times }, () => x));
}

/** The same of every tensor of a record, such as a context. */
export function repeatAllExamples(tensors: Readonly<Record<string, Tensor>>, times: number): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, x]) => [name, repeatExamples(x, times)]));
}
