import { assertFunction, checkOptions } from '@latentkit/check';
import type { BijectionRecipe, Distribution } from '@latentkit/distributions';
import type { AutoencoderArchitecture } from '@latentkit/model';
import type { ContextSizes } from '@latentkit/nn';
import { flowPosteriorOf } from '../flowPosterior.ts';
import {
  type HierarchicalGaussianOptions,
  type HierarchyTerms,
  hierarchicalGaussianOf,
} from '../hierarchical/hierarchicalGaussian.ts';
import { type ImportanceWeightedOptions, importanceWeightedOf } from '../importanceWeighted.ts';
import type { KlTerms } from '../klTerm.ts';
import { type VaeOptions, vaeAs, vaeOptionNames } from '../vae.ts';
import { type Vae, type VariantOptions, variant, variantOptionNames } from '../variant.ts';

/**
 * A conditional VAE: encoder and decoder are told a condition, such as the label of an example, and the decoder is sampled
 * with the one that is wanted.
 *
 * @param recipe of the architecture: `mlp`, `conv`, or a function of `{ conditions }`
 * @param options those of `vae`, and `conditions`, such as `{ label: { classes: 10 } }`
 * @example
 * const model = conditionalVae(mlp, { shape: [4], latentSize: 2, seed: 1, conditions: { label: { classes: 3 } } });
 * model.sample(2, key(1), { label: tensor1d([0, 2], 'int32') }).shape; // [2, 4]
 *
 * Sohn et al., "Learning Structured Output Representation using Deep Conditional Generative Models", 2015,
 * https://papers.nips.cc/paper/5775
 */
export function conditionalVae(
  recipe: (options: { readonly conditions: ContextSizes }) => AutoencoderArchitecture,
  options: VaeOptions & { readonly conditions: ContextSizes },
): Vae {
  assertFunction('conditionalVae', 'recipe', recipe, 'a recipe, such as mlp,');
  const names = [...vaeOptionNames, 'conditions'] as const;
  const { conditions, ...others } = checkOptions('conditionalVae', options, names);
  return vaeAs('conditionalVae', recipe({ conditions }), others);
}

/**
 * An importance-weighted auto-encoder: several latents of each example make the bound tighter. See `importanceWeighted`.
 * 5 samples unless given.
 *
 * @example
 * iwae(mlp(), { shape: [4], latentSize: 2, seed: 1, samples: 8 }).sample(3, key(1)).shape; // [3, 4]
 *
 * Burda et al., "Importance Weighted Autoencoders", 2016, https://arxiv.org/abs/1509.00519
 */
export function iwae(
  architecture: AutoencoderArchitecture,
  options: VariantOptions & Partial<ImportanceWeightedOptions>,
): Vae {
  const names = [...variantOptionNames, 'samples', 'prior', 'doublyReparameterized'] as const;
  const { samples = 5, prior, doublyReparameterized, ...others } = checkOptions('iwae', options, names);
  return variant('iwae', architecture, others, importanceWeightedOf('iwae', { samples, prior, doublyReparameterized }));
}

/** The options of `flowPosteriorVae`. */
export interface FlowPosteriorVaeOptions extends VaeOptions {
  /** What moves the Gaussian, a recipe: `iaf`, `planar`, or several by `chainBijections` of `@latentkit/distributions`. */
  readonly bijection: BijectionRecipe;
}

/**
 * A VAE whose posterior is a Gaussian that a normalizing flow moves. See `flowPosterior`.
 *
 * @example
 * const model = flowPosteriorVae(mlp(), { shape: [4], latentSize: 2, seed: 1, bijection: chainBijections([planar, planar]) });
 * model.sample(3, key(1)).shape; // [3, 4]
 *
 * Rezende & Mohamed, "Variational Inference with Normalizing Flows", 2015, https://arxiv.org/abs/1505.05770
 */
export function flowPosteriorVae(
  architecture: AutoencoderArchitecture,
  options: FlowPosteriorVaeOptions & { readonly regularizer?: undefined },
): Vae<'kl', Distribution>;
export function flowPosteriorVae(
  architecture: AutoencoderArchitecture,
  options: FlowPosteriorVaeOptions,
): Vae<KlTerms, Distribution>;
export function flowPosteriorVae(
  architecture: AutoencoderArchitecture,
  options: FlowPosteriorVaeOptions,
): Vae<never, Distribution> {
  const names = [...vaeOptionNames, 'bijection'] as const;
  const { bijection, beta, prior, regularizer, ...others } = checkOptions('flowPosteriorVae', options, names);
  const bottleneck = flowPosteriorOf('flowPosteriorVae', bijection, { beta, prior, regularizer });
  return variant('flowPosteriorVae', architecture, others, { bottleneck }) as unknown as Vae<never, Distribution>;
}

/** The options of `hierarchicalVae`. */
export interface HierarchicalVaeOptions extends VariantOptions, Omit<HierarchicalGaussianOptions, 'samples'> {}

/**
 * A VAE with several levels of latents: `latentSize` are those of the lowest, which are decoded. See `hierarchicalGaussian`. With
 * `inference: ladder` it is a ladder VAE, which has no `posterior` of the lowest latents alone.
 *
 * @example
 * const model = hierarchicalVae(mlp(), { shape: [4], latentSize: 4, seed: 1, levels: [{ size: 2 }], inference: ladder });
 * model.sample(3, key(1)).shape; // [3, 4]
 *
 * Sønderby et al., "Ladder Variational Autoencoders", 2016, https://arxiv.org/abs/1602.02282
 */
export function hierarchicalVae(
  architecture: AutoencoderArchitecture,
  options: HierarchicalVaeOptions & { readonly regularizer?: undefined },
): Vae<HierarchyTerms>;
export function hierarchicalVae(
  architecture: AutoencoderArchitecture,
  options: HierarchicalVaeOptions,
): Vae<HierarchyTerms | 'regularizer'>;
export function hierarchicalVae(architecture: AutoencoderArchitecture, options: HierarchicalVaeOptions): Vae<never> {
  const names = [...vaeOptionNames, 'levels', 'inference'] as const;
  const { levels, inference, beta, prior, regularizer, ...others } = checkOptions('hierarchicalVae', options, names);
  const bottleneck = hierarchicalGaussianOf('hierarchicalVae', { levels, inference, beta, prior, regularizer });
  return variant('hierarchicalVae', architecture, others, { bottleneck }) as unknown as Vae<never>;
}
