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
import { type AdversarialLoss, leastSquares } from '@latentkit/losses';
import { assertArchitecture, buildNetworks, type NetworkRecipe } from '@latentkit/model';
import type { Network, Optimizer, Shape, Trainable } from '@latentkit/nn';
import { type Key, key as keyOf } from '@latentkit/random';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { defaultOptimizer } from '../checkGan.ts';
import type { TranslationBatch } from './translationBatch.ts';

/** The four networks of a CycleGAN, as networks or as recipes. */
export interface CycleGanArchitecture {
  /** `[batch, ...shape] -> [batch, ...targetShape]` */
  readonly forward: Network | NetworkRecipe;
  /** `[batch, ...targetShape] -> [batch, ...shape]` */
  readonly backward: Network | NetworkRecipe;
  /** `[batch, ...shape] -> [batch, 1]`: the score of an example of `data`. */
  readonly dataCritic: Network | NetworkRecipe;
  /** `[batch, ...targetShape] -> [batch, 1]`: the score of an example of `target`. */
  readonly targetCritic: Network | NetworkRecipe;
}

/** The options of `cycleGan`. */
export interface CycleGanOptions {
  /** The shape of one example of `data`, without the batch. */
  readonly shape: Shape;
  /** The shape of one example of `target`. Default the same. */
  readonly targetShape?: Shape | undefined;
  /** Where all randomness comes from. An integer of at least 0. */
  readonly seed: number;
  /** The game of each critic. Default `leastSquares()`. */
  readonly loss?: AdversarialLoss | undefined;
  /** λ, what the error there and back counts, at least 0. Default 10. */
  readonly cycleWeight?: number | undefined;
  /** μ, what it counts to change an example that is of the kind already, at least 0. Default 0. */
  readonly identityWeight?: number | undefined;
  /** What the translations do with their gradient. Default `adam({ learningRate: 2e-4, beta1: 0.5 })`. */
  readonly generatorOptimizer?: Optimizer | undefined;
  /** What the critics do with theirs. Default the same. */
  readonly criticOptimizer?: Optimizer | undefined;
}

/** What the phases minimise, each summed over both ways. */
export type CycleGanTerms = Readonly<Record<'critic' | 'generator' | 'cycle', Scalar>> & {
  /** Absent where its weight is 0. */
  readonly identity?: Scalar;
};

/** A CycleGAN. Every tensor it returns is the caller's to dispose. */
export interface CycleGan extends Trainable<TranslationBatch, CycleGanTerms> {
  /** Rejects with `UnsupportedDataError` where the data of the steps so far are beyond what the networks can give. */
  checkData(): Promise<void>;
  /** Examples of `data` as such of `target`: `[batch, ...targetShape]`. */
  translate(data: Tensor): Tensor;
  /** Examples of `target` as such of `data`: `[batch, ...shape]`. */
  translateBack(target: Tensor): Tensor;
  /** Examples of `data` there and back: `[batch, ...shape]`. */
  reconstruct(data: Tensor): Tensor;
  /** The terms on a batch, without training and changing nothing. */
  evaluate(batch: TranslationBatch, options?: { readonly key?: Key }): CycleGanTerms;
}

const partNames = ['forward', 'backward', 'dataCritic', 'targetCritic'] as const;
const optionNames = [
  'shape',
  'targetShape',
  'seed',
  'loss',
  'cycleWeight',
  'identityWeight',
  'generatorOptimizer',
  'criticOptimizer',
] as const;

/** @throws TypeError, RangeError unless architecture and options are as documented */
export function checkCycleGan(architecture: CycleGanArchitecture, options: CycleGanOptions) {
  assertArchitecture('cycleGan', architecture, partNames);
  const { shape, seed, ...others } = checkOptions('cycleGan', options, optionNames);
  const { targetShape = shape, loss = leastSquares(), cycleWeight = 10, identityWeight = 0 } = others;
  const { generatorOptimizer = defaultOptimizer(), criticOptimizer = defaultOptimizer() } = others;
  assertShape('cycleGan', 'shape', shape);
  assertShape('cycleGan', 'targetShape', targetShape);
  assertInteger('cycleGan', 'seed', seed, 0);
  assertMethods('cycleGan', 'loss', loss, ['critic', 'generator']);
  assertNotNegative('cycleGan', 'cycleWeight', cycleWeight);
  assertNotNegative('cycleGan', 'identityWeight', identityWeight);
  if (identityWeight > 0 && !sameShape(shape, targetShape)) {
    throw new RangeError(
      `cycleGan: identityWeight is ${identityWeight} but 0 was expected, since targetShape, ${showShape(targetShape)}, is another than shape, ${showShape(shape)}.`,
    );
  }
  assertMethods('cycleGan', 'generatorOptimizer', generatorOptimizer, ['bind']);
  assertMethods('cycleGan', 'criticOptimizer', criticOptimizer, ['bind']);
  assertBackend('cycleGan');
  return { shape, targetShape, seed, loss, cycleWeight, identityWeight, generatorOptimizer, criticOptimizer };
}

/** The networks of an architecture that has been checked. */
export function cycleGanNetworks(
  { forward, backward, dataCritic, targetCritic }: CycleGanArchitecture,
  { shape, targetShape, seed }: ReturnType<typeof checkCycleGan>,
): Record<keyof CycleGanArchitecture, Network> {
  const critic = { outputShape: [1], unbounded: 'a loss takes scores' };
  return buildNetworks(
    'cycleGan',
    {
      // 2 is that of the steps.
      forward: { part: forward, inputShape: shape, outputShape: targetShape, purpose: 0 },
      backward: { part: backward, inputShape: targetShape, outputShape: shape, purpose: 1 },
      dataCritic: { part: dataCritic, inputShape: shape, ...critic, purpose: 5 },
      targetCritic: { part: targetCritic, inputShape: targetShape, ...critic, purpose: 6 },
    },
    keyOf(seed),
  );
}
