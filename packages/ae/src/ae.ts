import { assertInteger, checkOptions } from '@latentkit/check';
import type { Family } from '@latentkit/distributions';
import {
  type Autoencoder,
  type AutoencoderArchitecture,
  autoencoder,
  type BottleneckRecipe,
  type Corruption,
  type Regularizer,
} from '@latentkit/model';
import type { Optimizer, Shape } from '@latentkit/nn';
import { identity } from './bottlenecks/identity.ts';

/** What every auto-encoder of so many latents is told. */
export interface LatentsOptions {
  /** The shape of one example, without the batch: `[28, 28, 1]`. */
  readonly shape: Shape;
  /** How many latents an example has. */
  readonly latentSize: number;
  /** Where all randomness comes from: initial weights, dropout, corruption. An integer of at least 0. */
  readonly seed: number;
  /** Spoils what the encoder is given while training, such as `masking({ rate: 0.25 })`. Default nothing. */
  readonly corruption?: Corruption | undefined;
  /** How the decoder's output explains an example. Default the architecture's, or `bernoulliLikelihood`, for data in [0, 1]. */
  readonly likelihood?: Family | undefined;
  /** What to do with a gradient. Default `adam()`. */
  readonly optimizer?: Optimizer | undefined;
}

/** The options of `ae`. */
export interface AeOptions<R extends string = never> extends LatentsOptions {
  /** Further terms of the loss by name, such as `{ contraction: contraction({ weight: 0.1 }) }`. Default none. */
  readonly regularizers?: Readonly<Record<R, Regularizer>> | undefined;
}

/** A plain auto-encoder, or one with regularisers. Without them it has one term, so `loss = reconstruction`. */
export type Ae<R extends string = never> = Omit<Autoencoder<R>, 'sample' | 'posterior'>;

/** The names of `LatentsOptions`. */
export const latentsOptionNames = ['shape', 'latentSize', 'seed', 'corruption', 'likelihood', 'optimizer'] as const;

/**
 * An auto-encoder: squeezes an example through a few latents and back. It says nothing of how latents are distributed, so it
 * cannot be sampled; what it cannot squeeze it blurs.
 *
 *   loss = −ln p(x | c) + Σ weightᵢ · regulariserᵢ,   c = encoder(corruption(x))
 *
 * Summed over the features of an example and averaged over the batch; in nats for a likelihood.
 *
 * @param architecture such as `mlp()`, or networks of your own. The decoder gives what the likelihood takes: logits for
 *   `bernoulliLikelihood`, so it does not end in a sigmoid
 * @param options shape, latent size, seed, corruption, regularisers, likelihood, optimizer
 * @throws TypeError, RangeError before anything is made: for an unknown option, and networks whose sizes do not
 *   fit, that share variables, or that end in a sigmoid under a likelihood of logits; by its methods, for a shape that is
 *   not the model's; Error once it has been disposed
 * @example
 * const model = ae(mlp(), { shape: [28, 28, 1], latentSize: 20, seed: 1 });
 * model.step(zeros([8, 28, 28, 1]));
 * model.reconstruct(zeros([4, 28, 28, 1])).shape; // [4, 28, 28, 1]
 *
 * Hinton & Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks", 2006
 */
export function ae<R extends string = never>(architecture: AutoencoderArchitecture, options: AeOptions<R>): Ae<R> {
  return aeOf('ae', architecture, checkOptions('ae', options, [...latentsOptionNames, 'regularizers']));
}

/** `ae` by a published name, by which its errors and its checkpoints go, with a bottleneck. */
export function aeOf<K extends string = never, R extends string = never>(
  kind: string,
  architecture: AutoencoderArchitecture,
  options: AeOptions<R> & { readonly bottleneck?: BottleneckRecipe<K> },
): Autoencoder<K | R> {
  const { latentSize, bottleneck = identity as BottleneckRecipe<string> as BottleneckRecipe<K>, ...others } = options;
  assertInteger(kind, 'latentSize', latentSize);
  return autoencoder<K, R>(kind, architecture, { ...others, latentShape: [latentSize], bottleneck });
}
