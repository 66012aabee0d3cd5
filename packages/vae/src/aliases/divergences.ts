import { checkOptions } from '@latentkit/check';
import type { AutoencoderArchitecture } from '@latentkit/model';
import { linear, type Schedule } from '@latentkit/nn';
import { klCapacity, klFreeBits } from '../klRegularizers.ts';
import type { KlTerms } from '../klTerm.ts';
import { type MmdGaussianOptions, mmdGaussianOf } from '../mmdGaussian.ts';
import { type NotesGaussianOptions, notesGaussianOf } from '../notesGaussian.ts';
import { type TotalCorrelationOptions, type TotalCorrelationTerms, totalCorrelationOf } from '../totalCorrelation.ts';
import { type VaeOptions, vaeAs, vaeOptionNames } from '../vae.ts';
import { type Vae, type VariantOptions, variant, variantOptionNames } from '../variant.ts';

/**
 * The VAE as the lecture notes write it: the encoder gives m and σ, c = exp(σ) ⊙ e + m, and the regulariser is
 * Σ [exp(σ) − (1 + σ) + m²]. See `notesGaussian` for how it differs from `vae`.
 *
 * @example
 * notesVae(mlp(), { shape: [4], latentSize: 2, seed: 1 }).sample(3, key(1)).shape; // [3, 4]
 */
export function notesVae(
  architecture: AutoencoderArchitecture,
  options: VariantOptions & NotesGaussianOptions,
): Vae<'regularizer'> {
  const { weight, ...others } = checkOptions('notesVae', options, [...variantOptionNames, 'weight']);
  return variant('notesVae', architecture, others, { bottleneck: notesGaussianOf('notesVae', { weight }) });
}

/**
 * β-VAE: the divergence counts β times, so that latents keep only what pays, each factor apart. β is 4 unless given.
 *
 * @example
 * betaVae(mlp(), { shape: [4], latentSize: 2, seed: 1 }).sample(3, key(1)).shape; // [3, 4]
 *
 * Higgins et al., "β-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework", 2017,
 * https://openreview.net/forum?id=Sy2fzU9gl
 */
export function betaVae(architecture: AutoencoderArchitecture, options: VaeOptions): Vae {
  return vaeAs('betaVae', architecture, { beta: 4, ...checkOptions('betaVae', options, vaeOptionNames) });
}

/**
 * A β-VAE of controlled capacity: `loss = reconstruction + β |KL − C|`, where C goes from 0 to 25 nats in 100,000 steps and β,
 * the paper's γ, is 1000, unless given.
 *
 * @throws TypeError, RangeError as `vae`, and for a capacity that is negative
 * @example
 * capacityVae(mlp(), { shape: [4], latentSize: 2, seed: 1, capacity: 5 }).sample(3, key(1)).shape; // [3, 4]
 *
 * Burgess et al., "Understanding disentangling in β-VAE", 2018, https://arxiv.org/abs/1804.03599
 */
export function capacityVae(
  architecture: AutoencoderArchitecture,
  options: Omit<VaeOptions, 'regularizer'> & { readonly capacity?: number | Schedule },
): Vae<KlTerms> {
  const names = [...variantOptionNames, 'beta', 'prior', 'capacity'] as const;
  const { capacity = linear({ from: 0, to: 25, steps: 1e5 }), ...others } = checkOptions('capacityVae', options, names);
  return vaeAs('capacityVae', architecture, { beta: 1000, ...others, regularizer: klCapacity(capacity) });
}

/**
 * A VAE with free bits: no latent's divergence counts as less than `minimum` nats, so that none is given up. 0.25 unless given.
 *
 * @throws TypeError, RangeError as `vae`, and for a minimum that is negative
 * @example
 * freeBitsVae(mlp(), { shape: [4], latentSize: 2, seed: 1 }).sample(3, key(1)).shape; // [3, 4]
 *
 * Kingma et al., "Improved Variational Inference with Inverse Autoregressive Flow", 2016, https://arxiv.org/abs/1606.04934
 */
export function freeBitsVae(
  architecture: AutoencoderArchitecture,
  options: Omit<VaeOptions, 'regularizer'> & { readonly minimum?: number },
): Vae<KlTerms> {
  const names = [...variantOptionNames, 'beta', 'prior', 'minimum'] as const;
  const { minimum = 0.25, ...others } = checkOptions('freeBitsVae', options, names);
  return vaeAs('freeBitsVae', architecture, { ...others, regularizer: klFreeBits(minimum) });
}

/**
 * β-TC-VAE: of the divergence, only the dependence of the latents on each other counts β times. See `totalCorrelation`.
 *
 * @example
 * betaTcVae(mlp(), { shape: [4], latentSize: 2, seed: 1, datasetSize: 1000 }).sample(3, key(1)).shape; // [3, 4]
 *
 * Chen et al., "Isolating Sources of Disentanglement in Variational Autoencoders", 2018, https://arxiv.org/abs/1802.04942
 */
export function betaTcVae(
  architecture: AutoencoderArchitecture,
  options: VariantOptions & TotalCorrelationOptions,
): Vae<TotalCorrelationTerms> {
  const names = [...variantOptionNames, 'datasetSize', 'alpha', 'beta', 'gamma', 'estimator'] as const;
  const { datasetSize, alpha, beta, gamma, estimator, ...others } = checkOptions('betaTcVae', options, names);
  const bottleneck = totalCorrelationOf('betaTcVae', { datasetSize, alpha, beta, gamma, estimator });
  return variant('betaTcVae', architecture, others, { bottleneck });
}

/**
 * InfoVAE, with the maximum mean discrepancy: each posterior may go its way, if all together look like the prior. With α = 1,
 * the default, it is the MMD-VAE. See `mmdGaussian`.
 *
 * @example
 * infoVae(mlp(), { shape: [4], latentSize: 2, seed: 1, alpha: 0, lambda: 10 }).sample(3, key(1)).shape; // [3, 4]
 *
 * Zhao et al., "InfoVAE: Balancing Learning and Inference in Variational Autoencoders", 2019, https://arxiv.org/abs/1706.02262
 */
export function infoVae(
  architecture: AutoencoderArchitecture,
  options: VariantOptions & MmdGaussianOptions,
): Vae<'kl' | 'mmd'> {
  const names = [...variantOptionNames, 'alpha', 'lambda', 'kernel'] as const;
  const { alpha, lambda, kernel, ...others } = checkOptions('infoVae', options, names);
  return variant('infoVae', architecture, others, { bottleneck: mmdGaussianOf('infoVae', { alpha, lambda, kernel }) });
}
