import type { Shape, Stateful } from '@latentkit/nn';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { StepContext } from './phase.ts';

/** Where in a run the critic is asked. */
export interface GameContext extends StepContext {
  /** Whether dropout drops and views augment. Default `true`. */
  readonly training?: boolean;
}

/**
 * What the critic gets to see of examples, real and generated alike: augmented, packed. Gradients pass through it to the
 * generator, and a penalty is one of what the critic sees.
 */
export interface View extends Stateful {
  /** `[batch, ...shape]` to what the critic is given. */
  apply(data: Tensor, at: GameContext): Tensor;
  /** The shape of what the critic is given for examples of a shape. Absent where it is the same. */
  outputShape?(shape: Shape): Shape;
  /** How many examples make one of what the critic is given: batches are multiples of it. Default 1. */
  readonly packed?: number;
  /** Is given the scores of the real examples, `[batch, 1]`, in each training step of the critic: what adapts does so here. */
  observe?(scores: Tensor): void;
}
