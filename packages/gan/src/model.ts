import type { AdversarialLoss, Penalty } from '@latentkit/losses';
import type { Optimizer, Trainable } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';

/** The scalars of every step: what the critic and the generator minimise, the critic's penalty apart. */
export type GanTerm = 'critic' | 'generator';

/** How a GAN is trained. */
export interface GanOptions {
  /** The game the two networks play. Default `nonSaturating()`. */
  readonly loss?: AdversarialLoss;
  /** What is added to the critic's loss, such as `gradientPenalty()`; logged as `penalty`. Default none. */
  readonly penalty?: Penalty;
  /** How many steps the critic takes for one of the generator. Default 1. */
  readonly criticSteps?: number;
  /** What the generator does with its gradient. Default `adam({ learningRate: 2e-4, beta1: 0.5 })`. */
  readonly generatorOptimizer?: Optimizer;
  /** What the critic does with its gradient. Default the same. */
  readonly criticOptimizer?: Optimizer;
}

/** A generative adversarial network. Every tensor it returns is the caller's to dispose. */
export interface Gan extends Trainable<Tensor, Record<GanTerm, Scalar>> {
  /** Rejects with `UnsupportedDataError` where the data of the steps so far are beyond what the generator can give. */
  checkData(): Promise<void>;
  /** Noise `[batch, latentSize]` to what the generator makes of it, `[batch, ...shape]`. */
  decode(codes: Tensor): Tensor;
  /** Decodes `count` draws of N(0, I): `[count, ...shape]`. Another `key` draws others. */
  sample(count: number, key: Key): Tensor;
  /** Decodes the line from each code of `from` to that of `to`, both `[batch, latentSize]`: `[batch, steps, ...shape]`. */
  interpolate(from: Tensor, to: Tensor, steps: number): Tensor;
  /** The critic's score, `[batch, 1]`: higher where it takes an example for real. */
  judge(data: Tensor): Tensor;
}
