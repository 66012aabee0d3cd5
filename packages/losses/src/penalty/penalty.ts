import type { Key } from '@latentkit/random';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';

/**
 * A penalty on the slope of a critic, added to what the critic minimises. It differentiates the critic by its input, and
 * is itself differentiated by the critic's weights: the critic may only use operations whose gradients have gradients,
 * which `@latentkit/backend` sees to.
 *
 * @param critic `[batch, ...shape] -> [batch]` or `[batch, 1]`; it must score each example by itself, so no batch norm
 * @param real a batch of data, `[batch, ...shape]`
 * @param fake a batch of samples, the same shape
 * @param key where randomness comes from, if there is any
 * @returns a scalar, already multiplied by its weight and averaged over the batch
 */
export type Penalty = (critic: (x: Tensor) => Tensor, real: Tensor, fake: Tensor, key: Key) => Scalar;

/** What a critic's penalty may depend on besides examples. */
export interface PenaltyContext {
  /** Steps of the critic done before this one. */
  readonly step: number;
  /** The critic's weights by name. */
  readonly variables: Readonly<Record<string, Tensor>>;
}

/**
 * What is added to what a critic minimises: a {@link Penalty}, or one that also knows the step and the critic's weights. In
 * a step in which it is not due it computes nothing and gives nothing.
 */
export type CriticPenalty = (
  critic: (x: Tensor) => Tensor,
  real: Tensor,
  fake: Tensor,
  key: Key,
  context: PenaltyContext,
) => Scalar | undefined;
