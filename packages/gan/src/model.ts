import type { AdversarialLoss, CriticPenalty } from '@latentkit/losses';
import type { GeneratorMethods, NetworkRecipe, Unroll, View } from '@latentkit/model';
import type { Batch, Context, Network, Optimizer, Shape, Trainable } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { GameMeasures } from './watch/measureGame.ts';

/** The two networks of a GAN, as networks or as recipes. */
export interface GanArchitecture {
  /** `[batch, latentSize] -> [batch, ...shape]`: what it generates, in the range of the data. */
  readonly generator: Network | NetworkRecipe;
  /** `[batch, ...shape] -> [batch, 1]`: a score, higher where it takes the example for real. */
  readonly critic: Network | NetworkRecipe;
}

/** What the critic and the generator minimise, the critic's penalty apart. */
export type GanTerms = {
  /** The critic's loss without the penalty. */
  readonly critic: Scalar;
  /** The generator's loss; absent from the steps in which the generator is not trained. */
  readonly generator?: Scalar;
  /** The penalty of the critic; absent where there is none, and from the steps in which it is not due. */
  readonly penalty?: Scalar;
};

/** The options of `gan`. */
export interface GanOptions {
  /** The shape of one example, without the batch: `[28, 28, 1]`, or `[2]` for points. */
  readonly shape: Shape;
  /** How many numbers of noise the generator is given. */
  readonly latentSize: number;
  /** Where all randomness comes from: initial weights, the noise of every step. An integer of at least 0. */
  readonly seed: number;
  /** The game that the two networks play. Default `nonSaturating()`. */
  readonly loss?: AdversarialLoss | undefined;
  /** What is added to the critic's loss, such as `gradientPenalty()`; logged as `penalty`. Default none. */
  readonly penalty?: CriticPenalty | undefined;
  /** What the critic sees of examples, real and generated: `packing(2)`, `augmented(translation())`. Default as they are. */
  readonly view?: View | undefined;
  /** How far ahead the generator looks: steps that the critic is let go on, for each of its own. Default not at all. */
  readonly unroll?: Unroll | undefined;
  /** How many steps the critic takes for one of the generator. Default 1. */
  readonly criticSteps?: number | undefined;
  /** The decay of an average of the generator's weights, from which samples are drawn. Default none: the last weights. */
  readonly averageDecay?: number | undefined;
  /** What the generator does with its gradient. Default `adam({ learningRate: 2e-4, beta1: 0.5 })`. */
  readonly generatorOptimizer?: Optimizer | undefined;
  /** What the critic does with its gradient. Default the same. */
  readonly criticOptimizer?: Optimizer | undefined;
}

/** A generative adversarial network. Every tensor it returns is the caller's to dispose. */
export interface Gan extends Trainable<Batch, GanTerms>, GeneratorMethods {
  /** Rejects with `UnsupportedDataError` where the data of the steps so far are beyond what the generator can give. */
  checkData(): Promise<void>;
  /** The critic's score, `[batch, 1]`: higher where it takes an example for real. With `packing(k)` it is `[batch / k, 1]`. */
  score(data: Tensor, context?: Context): Tensor;
  /**
   * Mean scores of a batch and of as many generated examples, and the norms of the gradients of both losses, without training
   * and changing nothing.
   */
  measure(batch: Batch, options?: { readonly key?: Key }): GameMeasures;
  /** The terms on a batch, without training and changing nothing, with as many generated examples. */
  evaluate(
    batch: Batch,
    options?: { readonly key?: Key },
  ): { readonly critic: Scalar; readonly generator: Scalar; readonly penalty?: Scalar };
}
