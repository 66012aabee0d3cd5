import {
  assertBackend,
  assertBatchOf,
  assertInteger,
  assertMethods,
  assertShape,
  checkOptions,
} from '@latentkit/check';
import { type AdversarialLoss, nonSaturating } from '@latentkit/losses';
import { assertArchitecture, type GeneratorMethods, generatorMethods, type NetworkRecipe } from '@latentkit/model';
import { type Batch, dense, type Network, type Optimizer, type Shape, type Trainable } from '@latentkit/nn';
import { type Scalar, softmax, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { defaultOptimizer } from '../checkGan.ts';

/** The networks of an InfoGAN: a generator that reads `code` from its context, and a trunk under two linear heads. */
export interface InfoGanArchitecture {
  /** `[batch, latentSize] -> [batch, ...shape]`, for the labels `code` of the context, `[batch]` int32. */
  readonly generator: Network | NetworkRecipe;
  /** `[batch, ...shape] -> [batch, featureSize]`: what the critic and the guess of the code have in common. */
  readonly features: Network | NetworkRecipe;
}

/** The options of `infoGan`. */
export interface InfoGanOptions {
  /** The shape of one example, without the batch: `[28, 28, 1]`. */
  readonly shape: Shape;
  /** How many numbers of noise the generator is given. */
  readonly latentSize: number;
  /** How many values the code has: integers from 0 to `codeCount − 1`, each as likely. */
  readonly codeCount: number;
  /** How many features the trunk gives. Default 128. */
  readonly featureSize?: number;
  /** Where all randomness comes from. An integer of at least 0. */
  readonly seed: number;
  /** The game between generator and critic. Default `nonSaturating()`. */
  readonly loss?: AdversarialLoss;
  /** What either phase does with its gradient. Default `adam({ learningRate: 2e-4, beta1: 0.5 })`. */
  readonly optimizer?: Optimizer;
}

/** What the phases minimise: `information` is the cross-entropy of the code given what was generated for it, in nats. */
export type InfoGanTerms = Readonly<Record<'critic' | 'generator' | 'information', Scalar>>;

/** An InfoGAN. Every tensor it returns is the caller's to dispose. */
export interface InfoGan extends Trainable<Batch, InfoGanTerms>, GeneratorMethods {
  /** How probable each code is for an example: `[batch, codeCount]`. */
  guess(data: Tensor): Tensor2D;
  /** The critic's score, `[batch, 1]`. */
  score(data: Tensor): Tensor;
}

const optionNames = ['shape', 'latentSize', 'codeCount', 'featureSize', 'seed', 'loss', 'optimizer'] as const;

/** The heads are linear; their weights begin from keys that the steps do not use. */
function plansOf({ generator, features }: InfoGanArchitecture, options: InfoGanOptions) {
  const { shape, latentSize, codeCount, featureSize = 128 } = options;
  const inputShape = [featureSize];
  return {
    generator: { part: generator, inputShape: [latentSize], outputShape: shape },
    features: { part: features, inputShape: shape, outputShape: inputShape },
    critic: { part: () => dense(1), inputShape, outputShape: [1], purpose: 5 },
    guess: { part: () => dense(codeCount), inputShape, outputShape: [codeCount], purpose: 6 },
  };
}

/** What an InfoGAN can do besides training. */
export function methodsOf(
  { generator, features, critic, guess }: Record<'generator' | 'features' | 'critic' | 'guess', Network>,
  shape: Shape,
  latentSize: number,
): Omit<InfoGan, keyof Trainable> {
  return {
    ...generatorMethods('infoGan', generator, latentSize),
    score(data) {
      assertBatchOf('infoGan.score', 'data', data, shape);
      return tidy(() => critic.apply(features.apply(data)));
    },
    guess(data) {
      assertBatchOf('infoGan.guess', 'data', data, shape);
      return tidy(() => softmax(guess.apply(features.apply(data)) as Tensor2D));
    },
  };
}

/** @throws TypeError, RangeError unless architecture and options are as documented */
export function checkInfoGan(architecture: InfoGanArchitecture, options: InfoGanOptions) {
  assertArchitecture('infoGan', architecture, ['generator', 'features']);
  const checked = checkOptions('infoGan', options, optionNames);
  assertShape('infoGan', 'shape', checked.shape);
  assertInteger('infoGan', 'latentSize', checked.latentSize);
  assertInteger('infoGan', 'codeCount', checked.codeCount, 2);
  if (checked.featureSize !== undefined) assertInteger('infoGan', 'featureSize', checked.featureSize);
  assertInteger('infoGan', 'seed', checked.seed, 0);
  if (checked.loss !== undefined) assertMethods('infoGan', 'loss', checked.loss, ['critic', 'generator']);
  if (checked.optimizer !== undefined) assertMethods('infoGan', 'optimizer', checked.optimizer, ['bind']);
  assertBackend('infoGan');
  const { loss = nonSaturating(), optimizer = defaultOptimizer() } = checked;
  return { ...checked, loss, optimizer, plans: plansOf(architecture, checked) };
}
