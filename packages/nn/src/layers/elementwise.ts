import { assertBatchOf } from '@latentkit/check';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';

/** A layer without variables that leaves the shape as it is. */
export function elementwise(name: string, fn: (input: Tensor) => Tensor): Layer {
  return (inputShape) => ({
    inputShape,
    outputShape: inputShape,
    variables: {},
    apply(input) {
      assertBatchOf(name, 'input', input, inputShape);
      return tidy(() => fn(input));
    },
  });
}
