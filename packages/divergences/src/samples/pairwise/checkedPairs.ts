import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { assertSamples } from './assertSamples.ts';
import type { PairFunction } from './pairFunction.ts';

/** A kernel or a cost that says so, by its name, where it is given anything but samples. */
export function pairFunction(name: string, of: (x: Tensor2D, y: Tensor2D) => Tensor2D): PairFunction {
  return {
    of(x, y) {
      assertSamples(`${name}.of`, { x, y });
      return tidy(() => of(x, y));
    },
  };
}
