import type { ApplyOptions, ContextSizes, Shape, Stateful } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';

/** What a bijection gives of a batch. */
export interface Mapped {
  /** `[batch, ...event]` */
  readonly value: Tensor;
  /** log |det ∂ value / ∂ argument| of each example, `[batch]`. */
  readonly logDeterminant: Tensor1D;
}

/** An invertible, differentiable map of events, with the determinant of its slope: a step of a normalizing flow. */
export interface Bijection extends Partial<Stateful> {
  /** From the base to the data; `x` is `[batch, ...event]`. */
  forward(x: Tensor, options?: ApplyOptions): Mapped;
  /** From the data to the base, so that `inverse(forward(x).value).value` is x. */
  inverse(y: Tensor, options?: ApplyOptions): Mapped;
  /** What it reads from the context, by name, and needs there. Default nothing. */
  readonly contextSizes?: ContextSizes;
}

/** A bijection not yet built: given the shape of one event and a key for its initial weights, it makes its bijection. */
export type BijectionRecipe = (shape: Shape, key: Key) => Bijection;
