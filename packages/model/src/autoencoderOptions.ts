import { assertBackend, assertFunction, assertInteger, assertShape, checkOptions } from '@latentkit/check';
import type { Family } from '@latentkit/distributions';
import type { Shape } from '@latentkit/nn';
import { type AutoencoderArchitecture, assertArchitecture } from './architecture.ts';
import type { BottleneckRecipe } from './bottleneck.ts';
import { assertKind } from './modelSpec.ts';
import type { Objective } from './objective.ts';

/** What an auto-encoder is made of. */
export interface AutoencoderPartsOptions<K extends string> {
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
  /** From the terms to the loss. Default `sumOfTerms`. */
  readonly objective?: Objective<K> | undefined;
}

/** The names of `AutoencoderPartsOptions`. */
export const partsOptionNames = ['shape', 'latentShape', 'seed', 'bottleneck', 'likelihood', 'objective'] as const;

/** @throws TypeError, RangeError unless an auto-encoder can be built of them */
export function checkArguments<K extends string>(
  kind: string,
  architecture: AutoencoderArchitecture,
  options: AutoencoderPartsOptions<K>,
): void {
  assertKind('autoencoderParts', 'kind', kind);
  assertArchitecture(kind, architecture);
  const { shape, latentShape, seed, bottleneck, objective } = checkOptions(kind, options, partsOptionNames);
  assertShape(kind, 'shape', shape);
  assertShape(kind, 'latentShape', latentShape);
  assertInteger(kind, 'seed', seed, 0);
  assertFunction(kind, 'bottleneck', bottleneck, 'a bottleneck');
  if (objective !== undefined) assertFunction(kind, 'objective', objective, 'a function of the terms');
  assertBackend(kind);
}
