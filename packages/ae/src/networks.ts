import { assertInteger, assertMethods, assertShape, checkOptions } from '@latentkit/check';
import type { Family } from '@latentkit/distributions';
import { assertNetworks, type EncoderDecoder } from '@latentkit/nn';

/** The two networks of an auto-encoder, and the likelihood that belongs to them. A preset makes one; so can you. */
export interface AeNetworks extends EncoderDecoder {
  /** What `ae` takes unless its options give another. Default `bernoulliLikelihood`, for data in [0, 1]. */
  readonly likelihood?: Family;
}

/** Refuses networks that `ae` cannot be built of, under this likelihood, before anything is made. */
export function assertAeNetworks(networks: AeNetworks, likelihood: Family): void {
  const { encoder, decoder, shape, latentSize, seed } = networks;
  assertMethods('ae', 'likelihood', likelihood, ['of', 'parameterShape']);
  const { name, takes } = likelihood;
  assertNetworks('ae', {
    encoder: { network: encoder, inputShape: shape, outputShape: [latentSize], because: `${latentSize} latents` },
    decoder: {
      network: decoder,
      inputShape: [latentSize],
      outputShape: likelihood.parameterShape(shape),
      because: `what ${name} takes for an example`,
      ...(takes !== 'data' && { unbounded: `${name} takes ${takes}` }),
    },
  });
  assertInteger('ae', 'networks.seed', seed, 0);
}

/** The networks, once their sizes are known to be such. */
export function checkAeNetworks(networks: AeNetworks): AeNetworks {
  checkOptions('ae', networks, ['encoder', 'decoder', 'shape', 'latentSize', 'seed', 'likelihood'], 'networks');
  assertShape('ae', 'networks.shape', networks.shape);
  assertInteger('ae', 'networks.latentSize', networks.latentSize);
  return networks;
}
