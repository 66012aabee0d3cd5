import { checkOptions } from '@latentkit/check';
import { type Autoencoder, type AutoencoderArchitecture, type AutoencoderOptions, autoencoder } from '@latentkit/model';
import { type VectorQuantizedOptions, vectorQuantizedOf } from './bottlenecks/vectorQuantized.ts';

/** The options of `vqVae`; `latentShape` ends in the dimension of a vector, such as `[16, 8]`. */
export interface VqVaeOptions
  extends VectorQuantizedOptions,
    Omit<AutoencoderOptions<never>, 'bottleneck' | 'objective'> {}

/** An auto-encoder of latents from a codebook: `loss = reconstruction + codebook + commitment weight · commitment`. */
export type VqVae = Omit<Autoencoder<'codebook' | 'commitment'>, 'sample' | 'posterior'>;

/**
 * A vector-quantised auto-encoder (VQ-VAE): every latent vector is one of a codebook. See `vectorQuantized`. It cannot be
 * sampled until something says how its latents are distributed.
 *
 * @param architecture such as `conv()`, or networks of your own
 * @param options shape, latent shape, seed, codebook size, commitment, likelihood, optimizer
 * @throws TypeError, RangeError as `ae`
 * @example
 * const model = vqVae(mlp(), { shape: [28, 28, 1], latentShape: [16, 8], codebookSize: 64, seed: 1 });
 * model.encode(zeros([2, 28, 28, 1])).shape; // [2, 16, 8]
 *
 * van den Oord, Vinyals & Kavukcuoglu, "Neural Discrete Representation Learning", 2017, https://arxiv.org/abs/1711.00937
 */
export function vqVae(architecture: AutoencoderArchitecture, options: VqVaeOptions): VqVae {
  const { codebookSize, commitment, ...others } = checkOptions('vqVae', options, [
    'shape',
    'latentShape',
    'seed',
    'codebookSize',
    'commitment',
    'likelihood',
    'optimizer',
  ]);
  return autoencoder('vqVae', architecture, {
    ...others,
    bottleneck: vectorQuantizedOf('vqVae', { codebookSize, commitment }),
  });
}
