import { assertInteger, assertMethods, assertShape, checkOptions } from '@latentkit/check';
import type { Family } from '@latentkit/distributions';
import { assertNetworks, type EncoderDecoder } from '@latentkit/nn';

/** The two networks of a VAE, and the likelihood that belongs to them. A preset makes one; so can you. */
export interface VaeNetworks extends EncoderDecoder {
  /** What `vae` takes unless its options give another. Default `bernoulliLikelihood`, for data in [0, 1]. */
  readonly likelihood?: Family;
}

/** Refuses networks that `vae` cannot be built of, under this likelihood, before anything is made. */
export function assertVaeNetworks(networks: VaeNetworks, likelihood: Family): void {
  const { encoder, decoder, shape, latentSize, seed } = networks;
  assertMethods('vae', 'likelihood', likelihood, ['of', 'parameterShape']);
  const { name, takes } = likelihood;
  assertNetworks('vae', {
    encoder: {
      network: encoder,
      inputShape: shape,
      outputShape: [2 * latentSize],
      because: `a mean and a log variance for each of ${latentSize} latents`,
    },
    decoder: {
      network: decoder,
      inputShape: [latentSize],
      outputShape: likelihood.parameterShape(shape),
      because: `what ${name} takes for an example`,
      ...(takes !== 'data' && { unbounded: `${name} takes ${takes}` }),
    },
  });
  assertInteger('vae', 'networks.seed', seed, 0);
}

/** The networks, once their sizes are known to be such. */
export function checkVaeNetworks(networks: VaeNetworks): VaeNetworks {
  checkOptions('vae', networks, ['encoder', 'decoder', 'shape', 'latentSize', 'seed', 'likelihood'], 'networks');
  assertShape('vae', 'networks.shape', networks.shape);
  assertInteger('vae', 'networks.latentSize', networks.latentSize);
  return networks;
}
