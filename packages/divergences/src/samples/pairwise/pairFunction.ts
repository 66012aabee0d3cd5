import type { Tensor2D } from '@tensorflow/tfjs-core';

/** A number for each pair of two samples: a kernel (how alike they are) or a cost (how far apart). */
export interface PairFunction {
  /**
   * Of every `x` with every `y`, by differentiable operations: `[n, features], [m, features] -> [n, m]`. It has to be
   * symmetric, f(a, b) = f(b, a), and to look at one pair at a time, since it is called with parts of the samples.
   * Where both are the same tensor, the diagonal holds each sample with itself.
   */
  of(x: Tensor2D, y: Tensor2D): Tensor2D;
}
