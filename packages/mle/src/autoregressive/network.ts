import type { ApplyOptions, Network, Shape } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';

/** What the network of an autoregressive model is built from. */
export interface AutoregressiveInputs {
  /** The shape of one example; its positions are ordered by rows, the last axis first. */
  readonly shape: Shape;
  /** How many numbers stand for a category: 1 of two categories, which is 0 or 1, otherwise one for each, one-hot. */
  readonly channels: number;
  /** Where the initial weights come from. */
  readonly key: Key;
}

/** A network not yet built: the model knows the shapes and has the seed. */
export type AutoregressiveRecipe = (inputs: AutoregressiveInputs) => AutoregressiveNetwork;

/**
 * From examples `[batch, ...shape, channels]` to logits of the same shape. Those of a position depend on the positions before
 * it alone.
 */
export interface AutoregressiveNetwork extends Network {
  /** The logits position by position, where that takes less than a whole pass for each. Default: whole passes. */
  unroll?(count: number, options: ApplyOptions): Unrolled;
}

/** A pass through a network, as far as the examples are known. */
export interface Unrolled {
  /** What is carried from one position to the next; the caller frees it. */
  readonly state: readonly Tensor[];
  /**
   * The logits of a position, `[count, channels]`, and the state after it.
   *
   * @param position from 0
   * @param before what stands at the position before, `[count, channels]`; of the first nothing
   */
  next(
    state: readonly Tensor[],
    position: number,
    before: Tensor2D | undefined,
  ): { readonly logits: Tensor2D; readonly state: readonly Tensor[] };
}
