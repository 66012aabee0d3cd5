import { assertTensor } from '@latentkit/check';
import { type Tensor, tidy, type Variable, variable } from '@tensorflow/tfjs-core';

/** What makes the first value, by the names that errors have for it. */
export interface Origin {
  readonly caller: string;
  readonly initializer: string;
}

/** A variable that starts as what `initial` makes. It has no name of its own: names in tfjs are global. */
export function makeVariable({ caller, initializer }: Origin, initial: () => Tensor, trainable = true): Variable {
  return tidy(() => {
    const value = initial();
    assertTensor(caller, `${initializer}()`, value);
    return variable(value, trainable);
  });
}
