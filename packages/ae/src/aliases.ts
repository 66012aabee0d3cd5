import { checkOptions } from '@latentkit/check';
import { type Family, squaredErrorLikelihood } from '@latentkit/distributions';
import type { Autoencoder, AutoencoderArchitecture } from '@latentkit/model';
import { type Ae, aeOf, type LatentsOptions, latentsOptionNames } from './ae.ts';
import { type MmdMatchedOptions, mmdMatchedOf } from './bottlenecks/mmdMatched.ts';
import { type KlSparseOptions, klSparseOf, type L1SparseOptions, l1SparseOf } from './bottlenecks/sparse.ts';
import { masking } from './corruptions/corruptions.ts';
import { type ContractionOptions, contractionOf } from './regularizers/contraction.ts';
import { decoderGradient, decoderNorm, latentNorm } from './regularizers/rae.ts';

/** The options of `sparseAe`. */
export interface SparseAeOptions extends LatentsOptions, Partial<L1SparseOptions> {}
/** The options of `klSparseAe`. */
export interface KlSparseAeOptions extends LatentsOptions, KlSparseOptions {}
/** The options of `contractiveAe`. */
export interface ContractiveAeOptions extends LatentsOptions, Partial<ContractionOptions> {}
/** The options of `waeMmd`. */
export interface WaeMmdOptions extends LatentsOptions, MmdMatchedOptions {}
/** A Wasserstein auto-encoder, which can be sampled. Every tensor it returns is the caller's to dispose. */
export type WaeMmd = Omit<Autoencoder<'mmd'>, 'posterior'>;

/**
 * A denoising auto-encoder: reconstructs an example from what is left of it, so it must know what such examples are like.
 * Unless another corruption is given, it loses a quarter of its features.
 *
 * @example
 * denoisingAe(mlp(), { shape: [4], latentSize: 2, seed: 1 }).encode(zeros([3, 4])).shape; // [3, 2]
 *
 * Vincent et al., "Stacked Denoising Autoencoders", 2010, https://www.jmlr.org/papers/v11/vincent10a.html
 */
export function denoisingAe(architecture: AutoencoderArchitecture, options: LatentsOptions): Ae {
  return aeOf('denoisingAe', architecture, { corruption: masking({ rate: 0.25 }), ...checked('denoisingAe', options) });
}

/**
 * A sparse auto-encoder: rectified latents, of which few are not 0 in any example. `weight` is that of their sum, 0.1 unless
 * said otherwise.
 *
 * @example
 * sparseAe(mlp(), { shape: [4], latentSize: 8, seed: 1, weight: 1 }).encode(zeros([3, 4])).shape; // [3, 8]
 *
 * Glorot, Bordes & Bengio, "Deep Sparse Rectifier Neural Networks", 2011, https://proceedings.mlr.press/v15/glorot11a.html
 */
export function sparseAe(architecture: AutoencoderArchitecture, options: SparseAeOptions): Ae<'sparsity'> {
  const { weight = 0.1, ...others } = checked('sparseAe', options, ['weight']);
  return aeOf('sparseAe', architecture, { ...others, bottleneck: l1SparseOf('sparseAe', { weight }) });
}

/**
 * A sparse auto-encoder of latents from 0 to 1, each of which is on for a share of the examples, `rate`, by a divergence of
 * weight `weight`: 0.05 and 3 unless said otherwise.
 *
 * @example
 * klSparseAe(mlp(), { shape: [4], latentSize: 8, seed: 1, rate: 0.1 }).encode(zeros([3, 4])).shape; // [3, 8]
 *
 * Ng, "Sparse autoencoder", CS294A lecture notes, 2011, https://web.stanford.edu/class/cs294a/sparseAutoencoder.pdf
 */
export function klSparseAe(architecture: AutoencoderArchitecture, options: KlSparseAeOptions): Ae<'sparsity'> {
  const { weight, rate, ...others } = checked('klSparseAe', options, ['weight', 'rate']);
  return aeOf('klSparseAe', architecture, { ...others, bottleneck: klSparseOf('klSparseAe', { weight, rate }) });
}

/**
 * A contractive auto-encoder: latents that hardly move with the example, but where reconstruction needs it. `weight` is that
 * of the squared norm of the encoder's Jacobian, 0.1 unless said otherwise; with `probes` the norm is estimated.
 *
 * @example
 * contractiveAe(mlp(), { shape: [4], latentSize: 2, seed: 1, probes: 1 }).encode(zeros([3, 4])).shape; // [3, 2]
 *
 * Rifai et al., "Contractive Auto-Encoders", 2011, https://icml.cc/2011/papers/455_icmlpaper.pdf
 */
export function contractiveAe(architecture: AutoencoderArchitecture, options: ContractiveAeOptions): Ae<'contraction'> {
  const { weight = 0.1, probes, ...others } = checked('contractiveAe', options, ['weight', 'probes']);
  const regularizers = { contraction: contractionOf('contractiveAe', { weight, probes }) };
  return aeOf('contractiveAe', architecture, { ...others, regularizers });
}

/**
 * RAE-L2, a regularised auto-encoder: the squared error, latents held near 0 with weight 1e-4, and the weights of the decoder
 * with 1e-7. With a density fitted to its latents it generates as a VAE does.
 *
 * @example
 * raeL2(mlp(), { shape: [4], latentSize: 2, seed: 1 }).encode(zeros([3, 4])).shape; // [3, 2]
 *
 * Ghosh et al., "From Variational to Deterministic Autoencoders", 2020, https://arxiv.org/abs/1903.12436
 */
export function raeL2(
  architecture: AutoencoderArchitecture,
  options: LatentsOptions,
): Ae<'latentNorm' | 'decoderNorm'> {
  const regularizers = { latentNorm: latentNorm({ weight: 1e-4 }), decoderNorm: decoderNorm({ weight: 1e-7 }) };
  return aeOf('raeL2', architecture, { ...squaredError(architecture), ...checked('raeL2', options), regularizers });
}

/**
 * RAE-GP, a regularised auto-encoder: the squared error, latents held near 0 with weight 1e-4, and the slopes of the decoder
 * with 1e-7.
 *
 * @example
 * raeGp(mlp(), { shape: [4], latentSize: 2, seed: 1 }).encode(zeros([3, 4])).shape; // [3, 2]
 *
 * Ghosh et al., "From Variational to Deterministic Autoencoders", 2020, https://arxiv.org/abs/1903.12436
 */
export function raeGp(
  architecture: AutoencoderArchitecture,
  options: LatentsOptions,
): Ae<'latentNorm' | 'decoderGradient'> {
  const regularizers = { latentNorm: latentNorm({ weight: 1e-4 }), decoderGradient: decoderGradient({ weight: 1e-7 }) };
  return aeOf('raeGp', architecture, { ...squaredError(architecture), ...checked('raeGp', options), regularizers });
}

/**
 * WAE-MMD, a Wasserstein auto-encoder: the squared error, and latents that as a whole are like draws of a prior, so it can be
 * sampled. `weight` is that of the discrepancy, 10 unless said otherwise.
 *
 * @example
 * waeMmd(mlp(), { shape: [4], latentSize: 2, seed: 1 }).sample(3, key(1)).shape; // [3, 4]
 *
 * Tolstikhin et al., "Wasserstein Auto-Encoders", 2018, https://arxiv.org/abs/1711.01558
 */
export function waeMmd(architecture: AutoencoderArchitecture, options: WaeMmdOptions): WaeMmd {
  const { weight, prior, kernel, ...others } = checked('waeMmd', options, ['weight', 'prior', 'kernel']);
  const bottleneck = mmdMatchedOf('waeMmd', { weight, prior, kernel });
  return aeOf('waeMmd', architecture, { ...squaredError(architecture), ...others, bottleneck });
}

/** The options, none of which is unknown. */
function checked<O extends LatentsOptions>(kind: string, options: O, own: readonly (keyof O & string)[] = []): O {
  return checkOptions(kind, options, [...latentsOptionNames, ...own]);
}

/** The likelihood of models that are published with it, unless the architecture brings another. */
function squaredError(architecture: AutoencoderArchitecture | undefined): { readonly likelihood: Family } {
  return { likelihood: architecture?.likelihood ?? squaredErrorLikelihood };
}
