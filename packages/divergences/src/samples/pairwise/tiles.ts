import { slice, type Tensor2D } from '@tensorflow/tfjs-core';

/** A run of samples: where it begins, and how many there are. */
export type Run = readonly [begin: number, count: number];

/** All samples in runs of `size`, the last one maybe shorter. */
export function runs(samples: number, size: number): Run[] {
  return Array.from({ length: Math.ceil(samples / size) }, (_, i) => {
    const begin = i * size;
    return [begin, Math.min(size, samples - begin)];
  });
}

/** The samples of a run; all of them as they are, so that a tensor stays the same tensor. */
export function take(x: Tensor2D, [begin, count]: Run): Tensor2D {
  return count === x.shape[0] ? x : slice(x, [begin, 0], [count, x.shape[1]]);
}
