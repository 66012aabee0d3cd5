import { type Tensor, tidy, type Variable, variable } from '@tensorflow/tfjs-core';

/** A variable that starts as what `initial` makes. It has no name of its own: names in tfjs are global. */
export function makeVariable(initial: () => Tensor, trainable = true): Variable {
  return tidy(() => variable(initial(), trainable));
}
