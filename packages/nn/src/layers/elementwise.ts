import type { Activation } from '@latentkit/backend';
import { assertBatchOf } from '@latentkit/check';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';

/** A layer without variables that leaves the shape as it is; with the activation that it is, if others can end with it. */
export function elementwise(name: string, fn: (input: Tensor) => Tensor, activation?: Activation): Layer {
  return (inputShape) => ({
    inputShape,
    outputShape: inputShape,
    variables: {},
    ...(activation && { activation }),
    apply(input) {
      assertBatchOf(name, 'input', input, inputShape);
      return tidy(() => fn(input));
    },
  });
}
