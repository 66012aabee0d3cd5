import { clone, customGrad, type Tensor, zerosLike } from '@tensorflow/tfjs-core';

/** The same numbers, as a constant: no gradient passes through. */
export function stopGradient<T extends Tensor>(x: T): T {
  return customGrad((input) => ({
    value: clone(input as Tensor),
    gradFunc: (dy: Tensor) => zerosLike(dy),
  }))(x) as T;
}
