import { checkOptions } from '@latentkit/check';
import type { AutoencoderArchitecture, PriorRecipe } from '@latentkit/model';
import { gaussianOf } from './gaussian.ts';
import type { KlTermOptions, KlTerms } from './klTerm.ts';
import { type Vae, type VariantOptions, variant, variantOptionNames } from './variant.ts';

/** The options of `vae`. */
export interface VaeOptions extends VariantOptions, KlTermOptions {
  /** What latents are drawn from when nothing is encoded. Default the standard Gaussian. */
  readonly prior?: PriorRecipe | undefined;
}

/** The names of `VaeOptions`. */
export const vaeOptionNames = [...variantOptionNames, 'beta', 'prior', 'regularizer'] as const;

/**
 * A variational auto-encoder: an encoder that gives a Gaussian for the latents of an example, and a decoder that can be
 * sampled without it.
 *
 *   loss = E[−ln p(x | c)] + β · KL(N(m, σ²) ‖ N(0, I)),   c = σ ⊙ e + m,   σ = exp(logVariance / 2),   e ~ N(0, I)
 *
 * In nats, summed over the features of an example and averaged over the batch. The noise of a step is a function of the seed
 * and of the step's number.
 *
 * @param architecture such as `mlp()`, or networks of your own. The encoder gives a mean and a log variance for each latent,
 *   `[2 · latentSize]`; the decoder what the likelihood takes: logits for `bernoulliLikelihood`, so it does not end in a
 *   sigmoid
 * @param options shape, latent size, seed, β, prior, regulariser, likelihood, optimizer
 * @throws TypeError, RangeError before anything is made: for an unknown option, a `beta` that is negative or not
 *   finite, and networks whose sizes do not fit, that share variables, or that end in a sigmoid under a likelihood of logits;
 *   by its methods, for a shape that is not the model's; Error once it has been disposed
 * @example
 * const model = vae(mlp(), { shape: [28, 28, 1], latentSize: 20, seed: 1 });
 * model.step(zeros([8, 28, 28, 1]));
 * model.sample(16, key(1)).shape; // [16, 28, 28, 1]
 *
 * Kingma & Welling, "Auto-Encoding Variational Bayes", 2014, https://arxiv.org/abs/1312.6114
 */
export function vae(architecture: AutoencoderArchitecture, options: VaeOptions): Vae {
  return vaeAs('vae', architecture, options);
}

/** `vae` with the name by which its errors go. */
export function vaeAs<K extends KlTerms = 'kl'>(
  kind: string,
  architecture: AutoencoderArchitecture,
  options: VaeOptions,
): Vae<K> {
  const { beta, prior, regularizer, ...others } = checkOptions(kind, options, vaeOptionNames);
  return variant(kind, architecture, others, { bottleneck: gaussianOf(kind, { beta, prior, regularizer }) }) as Vae<K>;
}
