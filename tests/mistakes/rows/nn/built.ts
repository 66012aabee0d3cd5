import type * as nn from '@latentkit/nn';
import { key } from '@latentkit/random';
import { ones, type Tensor } from '@tensorflow/tfjs-core';
import type { Call, Row } from '../../call.ts';

/** A layer that is exported as such: built for a shape, and applied. */
export function builtLayer(name: string, layer: nn.Layer): Row {
  return [
    {
      name,
      call: (inputShape: nn.Shape) => layer(inputShape, key(1)),
      args: () => ({ inputShape: [2, 2] }),
    },
    applied(name, layer, [2, 2]),
  ];
}

/** What a layer makes, applied to a batch. */
export function applied(name: string, layer: nn.Layer, shape: nn.Shape): Call {
  let built: nn.Network | undefined;
  return {
    name,
    call(input: Tensor) {
      built ??= layer(shape, key(1));
      return built.apply(input);
    },
    args: () => ({ input: ones([2, ...shape]) }),
  };
}
