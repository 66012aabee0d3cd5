import { assertBackend, assertInteger, assertShape } from '@latentkit/check';
import { assertNetworks, type Layer, type Network, type Shape, sequential } from '@latentkit/nn';
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

/** The names of `GanNetworkOptions`. */
export const networkOptions = ['shape', 'latentSize', 'seed'] as const;

/** Refuses networks that `gan` cannot be built of, before anything is made. */
export function assertGanNetworks({ generator, critic, shape, latentSize, seed }: GanNetworks): void {
  assertShape('gan', 'networks.shape', shape);
  assertInteger('gan', 'networks.latentSize', latentSize);
  assertInteger('gan', 'networks.seed', seed, 0);
  assertNetworks('gan', {
    generator: { network: generator, inputShape: [latentSize], outputShape: shape },
    critic: { network: critic, inputShape: shape, outputShape: [1], unbounded: 'a loss takes scores' },
  });
}

/** Builds both networks from a layer for each, checked and with keys of their own. */
export function ganNetworks(
  caller: string,
  { shape, latentSize, seed }: GanNetworkOptions,
  layers: () => { readonly generator: Layer; readonly critic: Layer },
): GanNetworks {
  assertShape(caller, 'shape', shape);
  assertInteger(caller, 'latentSize', latentSize);
  assertInteger(caller, 'seed', seed, 0);
  assertBackend(caller);
  const root = key(seed);
  const { generator, critic } = layers();
  return {
    generator: sequential([generator], { inputShape: [latentSize], key: foldIn(root, 0) }),
    critic: sequential([critic], { inputShape: shape, key: foldIn(root, 1) }),
    shape,
    latentSize,
    seed,
  };
}
