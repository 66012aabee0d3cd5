import { assertBackend, assertFunction, assertInteger, assertShape, checkOptions } from '@latentkit/check';
import type { Family } from '@latentkit/distributions';
import type { Shape } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import type { Tensor } from '@tensorflow/tfjs-core';
import { type AutoencoderArchitecture, assertArchitecture } from './architecture.ts';
import { assertRegularizers, type Regularizer } from './autoencoderRegularizer.ts';
import type { BottleneckRecipe } from './bottleneck.ts';
import { assertKind } from './modelSpec.ts';
import type { Objective } from './objective.ts';

/**
 * What is done to examples before they are encoded: `[batch, ...shape]` to the same shape. The same key does the same.
 */
export type Corruption = (data: Tensor, key: Key) => Tensor;

/** What an auto-encoder is made of. */
export interface AutoencoderPartsOptions<K extends string, R extends string = never> {
  /** The shape of one example, without the batch: `[28, 28, 1]`. */
  readonly shape: Shape;
  /** The shape of the latents of one example: `[20]`, or `[7, 7, 16]` for a grid of vectors. */
  readonly latentShape: Shape;
  /** Where all randomness comes from: initial weights and the noise of every step. An integer of at least 0. */
  readonly seed: number;
  /** What stands between encoder and decoder. */
  readonly bottleneck: BottleneckRecipe<K>;
  /** How the decoder's output explains an example. Default the architecture's, or `bernoulliLikelihood`, for data in [0, 1]. */
  readonly likelihood?: Family | undefined;
  /** Spoils what the encoder is given while training; what is to be reconstructed stays as it is. Default nothing. */
  readonly corruption?: Corruption | undefined;
  /** Further terms of the loss, by the names under which they are logged. Default none. */
  readonly regularizers?: Readonly<Record<R, Regularizer>> | undefined;
  /** From the terms to the loss. Default `sumOfTerms`. */
  readonly objective?: Objective<K | R> | undefined;
}

/** The names of `AutoencoderPartsOptions`. */
export const partsOptionNames = [
  'shape',
  'latentShape',
  'seed',
  'bottleneck',
  'likelihood',
  'corruption',
  'regularizers',
  'objective',
] as const;

/** @throws TypeError, RangeError unless an auto-encoder can be built of them */
export function checkArguments<K extends string, R extends string>(
  kind: string,
  architecture: AutoencoderArchitecture,
  options: AutoencoderPartsOptions<K, R>,
): void {
  assertKind('autoencoderParts', 'kind', kind);
  assertArchitecture(kind, architecture);
  const checked = checkOptions(kind, options, partsOptionNames);
  const { shape, latentShape, seed, bottleneck, corruption, regularizers, objective } = checked;
  assertShape(kind, 'shape', shape);
  assertShape(kind, 'latentShape', latentShape);
  assertInteger(kind, 'seed', seed, 0);
  assertFunction(kind, 'bottleneck', bottleneck, 'a bottleneck');
  if (corruption !== undefined) assertFunction(kind, 'corruption', corruption, 'a function of data and a key');
  if (regularizers !== undefined) assertRegularizers(kind, regularizers);
  if (objective !== undefined) assertFunction(kind, 'objective', objective, 'a function of the terms');
  assertBackend(kind);
}
