import type { PairFunction } from '../pairwise/pairFunction.ts';

/**
 * A positive definite kernel: how alike two samples are. One of your own is an object of one function:
 * `{ of: (x, y) => matMul(x, y, false, true) }` is the linear one, by which {@link mmd} compares means.
 */
export type Kernel = PairFunction;
