import type { Key } from '@latentkit/random';
import type { Tensor } from '@tensorflow/tfjs-core';

/** How many values flow into and out of a unit. */
export interface Fans {
  /** Inputs that reach one output: for a convolution, kernel height × kernel width × input channels. */
  readonly fanIn: number;
  /** Outputs that one input reaches: for a convolution, kernel height × kernel width × output channels. */
  readonly fanOut: number;
}

/**
 * Makes the first values of a variable: a function of the key, so the same on every backend.
 *
 * Kernels are `[inputs, units]`, `[height, width, inputs, filters]`, and transposed `[height, width, filters, inputs]`.
 */
export type Initializer = (key: Key, shape: readonly number[], fans: Fans) => Tensor;
