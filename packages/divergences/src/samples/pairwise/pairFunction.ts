import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { assertSamples } from '../assertSamples.ts';

/** A number for each pair of two samples: a kernel (how alike they are) or a cost (how far apart). */
export interface PairFunction {
  /**
   * Of every `x` with every `y`, by differentiable operations: `[n, features], [m, features] -> [n, m]`. It has to be
   * symmetric, f(a, b) = f(b, a), and to look at one pair at a time, since it is called with parts of the samples.
   * Where both are the same tensor, the diagonal holds each sample with itself.
   */
  of(x: Tensor2D, y: Tensor2D): Tensor2D;
}

/** A kernel or a cost that says so, by its name, where it is given anything but samples. */
export function pairFunction(name: string, of: (x: Tensor2D, y: Tensor2D) => Tensor2D): PairFunction {
  return {
    of(x, y) {
      assertSamples(`${name}.of`, { x, y });
      return tidy(() => of(x, y));
    },
  };
}
