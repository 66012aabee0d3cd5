import { assertInteger } from '@latentkit/check';
import type { DiagonalGaussian, Distribution, Family } from '@latentkit/distributions';
import {
  type Autoencoder,
  type AutoencoderArchitecture,
  autoencoder,
  type BottleneckRecipe,
  type Objective,
} from '@latentkit/model';
import type { Context, Optimizer, Shape } from '@latentkit/nn';
import type { Tensor } from '@tensorflow/tfjs-core';

/** The options of every variational auto-encoder. */
export interface VariantOptions {
  /** The shape of one example, without the batch: `[28, 28, 1]`. */
  readonly shape: Shape;
  /** How many latents an example has. */
  readonly latentSize: number;
  /** Where all randomness comes from: initial weights, the noise of every step. An integer of at least 0. */
  readonly seed: number;
  /** How the decoder's output explains an example. Default the architecture's, or `bernoulliLikelihood`, for data in [0, 1]. */
  readonly likelihood?: Family | undefined;
  /** What to do with a gradient. Default `adam()`. */
  readonly optimizer?: Optimizer | undefined;
}

/** The names of `VariantOptions`. */
export const variantOptionNames = ['shape', 'latentSize', 'seed', 'likelihood', 'optimizer'] as const;

/** A variational auto-encoder, with the terms of its loss: the reconstruction and `K`. */
export interface Vae<K extends string = 'kl', D extends Distribution = DiagonalGaussian> extends Autoencoder<K> {
  /** The distribution of each example's latents, a Gaussian by default. It holds the encoder's output: use it in a `tidy`. */
  posterior(data: Tensor, context?: Context): D;
}

/** An auto-encoder of a vector of latents, of a bottleneck and an objective: what a published name stands for. */
export function variant<K extends string, D extends Distribution = DiagonalGaussian>(
  kind: string,
  architecture: AutoencoderArchitecture,
  { latentSize, ...others }: VariantOptions,
  parts: { readonly bottleneck: BottleneckRecipe<K>; readonly objective?: Objective<K> },
): Vae<K, D> {
  assertInteger(kind, 'latentSize', latentSize);
  return autoencoder(kind, architecture, { ...others, latentShape: [latentSize], ...parts }) as Vae<K, D>;
}
