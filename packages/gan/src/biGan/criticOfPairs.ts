import type { Example } from '@latentkit/model';
import { compose, type Network, type Shape } from '@latentkit/nn';
import { sizeOf } from '@latentkit/shared';
import { concat, reshape, split, type Tensor } from '@tensorflow/tfjs-core';

/** An example and its latents as one: what the critic is given, so that a penalty on its slope is on both. */
export function pairOf({ data, context }: Example | { data: Tensor; context: undefined }, latents: Tensor): Example {
  return { data: concat([reshape(data, [data.shape[0]!, -1]), latents], 1), ...(context && { context }) };
}

/**
 * A critic of pairs, `[batch, size of an example + latentSize] -> [batch, 1]`: features of the example, and with the latents
 * beside them the score.
 */
export function criticOfPairs(features: Network, pair: Network, shape: Shape, latentSize: number): Network {
  const size = sizeOf(shape);
  return compose({ features, pair }, ({ features, pair }, input) => {
    const [data, latents] = split(input, [size, latentSize], 1) as [Tensor, Tensor];
    return pair(concat([features(reshape(data, [-1, ...shape])), latents], 1));
  });
}
