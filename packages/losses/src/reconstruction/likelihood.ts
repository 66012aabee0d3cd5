import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';

/** How the output of a decoder stands for a distribution over data: what a model minimises, and what it shows. */
export interface Likelihood {
  /** What errors call it, such as `bernoulliLikelihood`. */
  readonly name: string;
  /** The numbers that data may be: from 0 to 1, or from −∞ to ∞. A model refuses others. */
  readonly support: { readonly minimum: number; readonly maximum: number };
  /**
   * What the output of a decoder is to it. `'logits'` and `'log-scales'` may be any numbers, so a decoder that confines its
   * output, by a sigmoid for example, does not fit; `'data'` are the expected data themselves.
   */
  readonly takes: 'logits' | 'log-scales' | 'data';
  /** The shape of a decoder's output for data of a shape, both without the batch. */
  parameterShape(shape: readonly number[]): readonly number[];
  /**
   * −log p(target | output), per example, summed over its features: `[batch]`, in nats. The output has the target's shape
   * `[batch, ...features]`, or a whole number of parameters for each feature in its last axis, `[batch, ..., channels · n]`,
   * as the likelihood says. Throws a RangeError where it does not fit.
   */
  negativeLogLikelihood(output: Tensor, target: Tensor): Tensor1D;
  /** The expected data, `[batch, ...features]`: what a reconstruction or a sample is shown as. */
  mean(output: Tensor): Tensor;
}
