import {
  assertBackend,
  assertInteger,
  assertMethods,
  assertNotNegative,
  assertShape,
  checkOptions,
  sameShape,
  showShape,
} from '@latentkit/check';
import { type AdversarialLoss, nonSaturating } from '@latentkit/losses';
import { assertArchitecture, type NetworkRecipe } from '@latentkit/model';
import type { Network, Optimizer, Shape, Trainable } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { defaultOptimizer } from '../checkGan.ts';
import type { TranslationBatch } from './translationBatch.ts';

/** The two networks of pix2pix, as networks or as recipes. */
export interface Pix2PixArchitecture {
  /** `[batch, ...shape] -> [batch, ...targetShape]`, in the range of the target. */
  readonly generator: Network | NetworkRecipe;
  /** The score of an example and its translation side by side in channels: `[batch, ..., channels of both] -> [batch, 1]`. */
  readonly critic: Network | NetworkRecipe;
}

/** The options of `pix2pix`. */
export interface Pix2PixOptions {
  /** The shape of one example of `data`, without the batch. */
  readonly shape: Shape;
  /** The shape of one example of `target`, the same but for the last axis. Default `shape`. */
  readonly targetShape?: Shape | undefined;
  /** Where all randomness comes from. An integer of at least 0. */
  readonly seed: number;
  /** The game between generator and critic. Default `nonSaturating()`. */
  readonly loss?: AdversarialLoss | undefined;
  /** λ, what the error of the translation counts, at least 0. Default 100. */
  readonly reconstructionWeight?: number | undefined;
  /** What the generator does with its gradient. Default `adam({ learningRate: 2e-4, beta1: 0.5 })`. */
  readonly generatorOptimizer?: Optimizer | undefined;
  /** What the critic does with its gradient. Default the same. */
  readonly criticOptimizer?: Optimizer | undefined;
}

/** What the phases minimise: the critic's loss, the generator's against it, and the error of the translation. */
export type Pix2PixTerms = Readonly<Record<'critic' | 'generator' | 'reconstruction', Scalar>>;

/** A model of pix2pix. Every tensor it returns is the caller's to dispose. */
export interface Pix2Pix extends Trainable<TranslationBatch, Pix2PixTerms> {
  /** Rejects with `UnsupportedDataError` where the targets of the steps so far are beyond what the generator can give. */
  checkData(): Promise<void>;
  /** Examples of `data` as such of `target`: `[batch, ...targetShape]`. Dropout drops nothing. */
  translate(data: Tensor): Tensor;
  /** The critic's score of examples with their translations, `[batch, 1]`. */
  score(data: Tensor, target: Tensor): Tensor;
  /** The terms on a batch, without training and changing nothing. */
  evaluate(batch: TranslationBatch, options?: { readonly key?: Key }): Pix2PixTerms;
}

const optionNames = [
  'shape',
  'targetShape',
  'seed',
  'loss',
  'reconstructionWeight',
  'generatorOptimizer',
  'criticOptimizer',
] as const;

/** @throws TypeError, RangeError unless architecture and options are as documented */
export function checkPix2Pix(architecture: Pix2PixArchitecture, options: Pix2PixOptions) {
  assertArchitecture('pix2pix', architecture, ['generator', 'critic']);
  const { shape, seed, ...others } = checkOptions('pix2pix', options, optionNames);
  const { targetShape = shape, loss = nonSaturating(), reconstructionWeight = 100 } = others;
  const { generatorOptimizer = defaultOptimizer(), criticOptimizer = defaultOptimizer() } = others;
  assertShape('pix2pix', 'shape', shape);
  assertShape('pix2pix', 'targetShape', targetShape);
  if (shape.length === 0 || !sameShape(shape.slice(0, -1), targetShape.slice(0, -1))) {
    throw new RangeError(
      `pix2pix: targetShape is ${showShape(targetShape)} but ${showShape([...shape.slice(0, -1), 'any'])} was expected, as shape is ${showShape(shape)}.`,
    );
  }
  assertInteger('pix2pix', 'seed', seed, 0);
  assertMethods('pix2pix', 'loss', loss, ['critic', 'generator']);
  assertNotNegative('pix2pix', 'reconstructionWeight', reconstructionWeight);
  assertMethods('pix2pix', 'generatorOptimizer', generatorOptimizer, ['bind']);
  assertMethods('pix2pix', 'criticOptimizer', criticOptimizer, ['bind']);
  assertBackend('pix2pix');
  return { shape, targetShape, seed, loss, reconstructionWeight, generatorOptimizer, criticOptimizer };
}
