import { checkOptions } from '@latentkit/check';
import { type Autoencoder, type AutoencoderArchitecture, type AutoencoderOptions, autoencoder } from '@latentkit/model';
import { type CodebookIndices, withIndices } from './bottlenecks/codebookIndices.ts';
import { type VectorQuantizedOptions, vectorQuantizedOf } from './bottlenecks/vectorQuantized.ts';
import { type VectorQuantizedEmaOptions, vectorQuantizedEmaOf } from './bottlenecks/vectorQuantizedEma.ts';

/** What both are told besides their codebook; `latentShape` ends in the dimension of a vector, such as `[16, 8]`. */
type GridOptions = Omit<AutoencoderOptions<never>, 'bottleneck' | 'objective' | 'regularizers'>;

/** The options of `vqVae`; `latentShape` ends in the dimension of a vector, such as `[16, 8]`. */
export interface VqVaeOptions extends VectorQuantizedOptions, GridOptions {}

/** The options of `vqVaeEma`; `latentShape` ends in the dimension of a vector, such as `[16, 8]`. */
export interface VqVaeEmaOptions extends VectorQuantizedEmaOptions, GridOptions {}

/** An auto-encoder of latents from a codebook: `loss = reconstruction + codebook + commitment weight · commitment`. */
export interface VqVae extends Omit<Autoencoder<'codebook' | 'commitment' | 'perplexity'>, 'sample' | 'posterior'> {
  /** The same with the indices of the latents in the codebook, for what is fitted to them. */
  readonly indices: CodebookIndices;
}

/** A `VqVae` whose codebook has no term: `loss = reconstruction + commitment weight · commitment`. */
export interface VqVaeEma extends Omit<Autoencoder<'commitment' | 'perplexity'>, 'sample' | 'posterior'> {
  /** The same with the indices of the latents in the codebook, for what is fitted to them. */
  readonly indices: CodebookIndices;
}

const names = [
  'shape',
  'latentShape',
  'seed',
  'codebookSize',
  'commitment',
  'corruption',
  'likelihood',
  'optimizer',
] as const;

/**
 * A vector-quantised auto-encoder (VQ-VAE): every latent vector is one of a codebook. See `vectorQuantized`. It cannot be
 * sampled until something says how its latents are distributed: `fitPrior(model.indices, data, density)`, with a density of
 * their indices such as `autoregressive` of `@latentkit/mle`.
 *
 * @param architecture such as `conv()`, or networks of your own
 * @param options shape, latent shape, seed, codebook size, commitment, corruption, likelihood, optimizer
 * @throws TypeError, RangeError as `ae`
 * @example
 * const model = vqVae(mlp(), { shape: [28, 28, 1], latentShape: [16, 8], codebookSize: 64, seed: 1 });
 * model.encode(zeros([2, 28, 28, 1])).shape; // [2, 16, 8]
 *
 * van den Oord, Vinyals & Kavukcuoglu, "Neural Discrete Representation Learning", 2017, https://arxiv.org/abs/1711.00937
 */
export function vqVae(architecture: AutoencoderArchitecture, options: VqVaeOptions): VqVae {
  const { codebookSize, commitment, ...others } = checkOptions('vqVae', options, names);
  const bottleneck = vectorQuantizedOf('vqVae', { codebookSize, commitment });
  return withIndices('vqVae', options, bottleneck, (bottleneck) =>
    autoencoder('vqVae', architecture, { ...others, bottleneck }),
  );
}

/**
 * A VQ-VAE whose codebook follows the encoder by a moving average, with dead entries revived. See `vectorQuantizedEma`.
 *
 * @param architecture such as `residualConv()`, or networks of your own
 * @param options those of `vqVae`, decay, when to revive
 * @throws TypeError, RangeError as `ae`
 * @example
 * const model = vqVaeEma(mlp(), { shape: [28, 28, 1], latentShape: [16, 8], codebookSize: 64, seed: 1 });
 * Object.keys(model.step(zeros([2, 28, 28, 1]))).length; // 4
 *
 * van den Oord, Vinyals & Kavukcuoglu, "Neural Discrete Representation Learning", 2017, https://arxiv.org/abs/1711.00937
 */
export function vqVaeEma(architecture: AutoencoderArchitecture, options: VqVaeEmaOptions): VqVaeEma {
  const { codebookSize, commitment, decay, reviveBelow, ...others } = checkOptions('vqVaeEma', options, [
    ...names,
    'decay',
    'reviveBelow',
  ]);
  const bottleneck = vectorQuantizedEmaOf('vqVaeEma', { codebookSize, commitment, decay, reviveBelow });
  return withIndices('vqVaeEma', options, bottleneck, (bottleneck) =>
    autoencoder('vqVaeEma', architecture, { ...others, bottleneck }),
  );
}
