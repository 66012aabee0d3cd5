import { assertInteger, assertShape } from '@latentkit/check';
import { type Layer, type Network, type Shape, sequential } from '@latentkit/nn';
import { foldIn, key } from '@latentkit/random';

/** The two networks of a GAN and what must be known of them. A preset makes one; so can you. */
export interface GanNetworks {
  /** `[batch, latentSize] -> [batch, ...shape]`: what it makes, in the range of the data. */
  readonly generator: Network;
  /** `[batch, ...shape] -> [batch, 1]`: a logit or a score, higher where it takes the example for real. */
  readonly critic: Network;
  /** The shape of one example, without the batch. */
  readonly shape: Shape;
  /** How many numbers of noise the generator is given. */
  readonly latentSize: number;
  /** The seed of the noise of every step and of every sample. */
  readonly seed: number;
}

/** What every preset asks for. */
export interface GanNetworkOptions {
  /** The shape of one example, without the batch: `[28, 28, 1]`, or `[2]` for points. */
  readonly shape: Shape;
  /** How many numbers of noise the generator is given. */
  readonly latentSize: number;
  /** Where all randomness comes from: initial weights, the noise of every step, samples. An integer of at least 0. */
  readonly seed: number;
}

/** Builds both networks from a layer for each, checked and with keys of their own. */
export function ganNetworks(
  caller: string,
  { shape, latentSize, seed }: GanNetworkOptions,
  layers: { readonly generator: Layer; readonly critic: Layer },
): GanNetworks {
  assertShape(caller, 'shape', shape);
  assertInteger(caller, 'latentSize', latentSize);
  assertInteger(caller, 'seed', seed, 0);
  const root = key(seed);
  return {
    generator: sequential([layers.generator], { inputShape: [latentSize], key: foldIn(root, 0) }),
    critic: sequential([layers.critic], { inputShape: shape, key: foldIn(root, 1) }),
    shape,
    latentSize,
    seed,
  };
}
