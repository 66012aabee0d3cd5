import type { Tensor } from '@tensorflow/tfjs-core';

// What public declarations name of this private package: they are bundled with this file alone.

/** Examples: a float32 tensor `[n, ...shape]`; rows of numbers, one an example; or a data set, of which all are taken. */
export type Samples = Tensor | readonly ArrayLike<number>[] | { toTensor(): Tensor };
