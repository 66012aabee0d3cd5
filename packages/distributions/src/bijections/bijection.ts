import type { ApplyOptions, Stateful } from '@latentkit/nn';
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
}
