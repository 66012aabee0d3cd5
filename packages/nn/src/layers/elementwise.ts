import type { Activation } from '@latentkit/backend';
import { assertBatchOf, assertShape } from '@latentkit/check';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Layer, OutputRange } from '../network.ts';

/** What a layer without variables has besides its function. */
export interface ElementwiseOptions {
  /** The activation that it is, if other layers can end with it. */
  readonly activation?: Activation;
  /** The least and the greatest that its function gives. */
  readonly range?: readonly [minimum: number, maximum: number];
}

/** A layer without variables that leaves the shape as it is. */
export function elementwise(
  name: string,
  fn: (input: Tensor) => Tensor,
  { activation, range }: ElementwiseOptions = {},
): Layer {
  const outputRange: OutputRange | undefined = range && { minimum: range[0], maximum: range[1], layer: name };
  return (inputShape) => {
    assertShape(name, 'inputShape', inputShape);
    return {
      inputShape,
      outputShape: inputShape,
      variables: {},
      ...(activation && { activation }),
      ...(outputRange && { outputRange: () => outputRange }),
      apply(input) {
        assertBatchOf(name, 'input', input, inputShape);
        return tidy(() => fn(input));
      },
    };
  };
}
