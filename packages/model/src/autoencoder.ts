import { assertMethods, checkOptions } from '@latentkit/check';
import { adam, type Batch, type Optimizer, type Trainable } from '@latentkit/nn';
import type { Scalar } from '@tensorflow/tfjs-core';
import type { AutoencoderArchitecture } from './architecture.ts';
import type { AutoencoderMethods } from './autoencoderMethods.ts';
import { type AutoencoderPartsOptions, partsOptionNames } from './autoencoderOptions.ts';
import { autoencoderParts } from './autoencoderParts.ts';
import { assertKind } from './modelSpec.ts';
import type { StepContext } from './phase.ts';
import { trainable } from './trainable.ts';

/** The scalars of an auto-encoder's step: the loss, the reconstruction and the terms of its bottleneck. */
export type AutoencoderTerms<K extends string = never> = Readonly<Record<'loss' | 'reconstruction' | K, Scalar>>;

/** An auto-encoder of any kind. Every tensor it returns is the caller's to dispose. */
export interface Autoencoder<K extends string = never>
  extends Trainable<Batch, AutoencoderTerms<K>>,
    AutoencoderMethods<K> {
  /** Rejects with `UnsupportedDataError` where the data of the steps so far leave the support of the likelihood. */
  checkData(): Promise<void>;
}

/** How an auto-encoder is trained: its parts, and the optimizer of all of them. */
export interface AutoencoderOptions<K extends string, R extends string = never> extends AutoencoderPartsOptions<K, R> {
  /** What to do with a gradient. Default `adam()`. */
  readonly optimizer?: Optimizer | undefined;
}

const optionNames = [...partsOptionNames, 'optimizer'] as const;

/**
 * An auto-encoder: an encoder, a bottleneck and a decoder, trained as one. What is special of a kind of auto-encoder is in
 * its bottleneck, its likelihood and its objective, which are values.
 *
 *   loss = mean objective(−ln p(x | latents), terms),   latents, terms = bottleneck(encoder(corruption(x)))
 *
 * The terms are those of the bottleneck and of the regularisers.
 *
 * @param kind of model, such as `vae`: errors begin with it
 * @param architecture the networks, or recipes for them
 * @param options shapes, seed, bottleneck, likelihood, corruption, regularisers, objective, optimizer
 * @throws TypeError, RangeError before anything is made; by its methods, for a shape that is not the model's, a context
 *   that does not fit its networks; Error once it has been disposed
 * @example
 * const plain = ({ latentShape }: BottleneckInputs) => ({
 *   parameterShape: () => latentShape,
 *   encode: (latents: Tensor) => ({ latents, terms: {} }),
 *   mean: (latents: Tensor) => latents,
 * });
 * const model = autoencoder('mine', mlp(), { shape: [4], latentShape: [2], seed: 1, bottleneck: plain });
 * model.reconstruct(zeros([3, 4])).shape; // [3, 4]
 */
export function autoencoder<K extends string = never, R extends string = never>(
  kind: string,
  architecture: AutoencoderArchitecture,
  options: AutoencoderOptions<K, R>,
): Autoencoder<K | R> {
  assertKind('autoencoder', 'kind', kind);
  const { optimizer = adam(), ...others } = checkOptions(kind, options, optionNames);
  assertMethods(kind, 'optimizer', optimizer, ['bind']);
  const { networks, terms, spec } = autoencoderParts<K, never, R>(kind, architecture, others);
  const { encoder, decoder, bottleneck } = networks;
  return trainable({
    ...spec,
    phases: {
      loss: {
        trains: { encoder, decoder, bottleneck },
        optimizer,
        loss: (batch: Batch, at: StepContext) => () => terms(batch, at),
      },
    },
  }) as unknown as Autoencoder<K | R>;
}
