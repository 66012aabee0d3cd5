import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';

/** How the output of a decoder stands for a distribution over data: what a model minimises, and what it shows. */
export interface Likelihood {
  /**
   * −log p(target | output), per example, summed over its features: two shapes `[batch, ...features]` that are equal
   * give `[batch]`, in nats. Throws a RangeError where they differ.
   */
  negativeLogLikelihood(output: Tensor, target: Tensor): Tensor1D;
  /** The expected data, `[batch, ...features]`: what a reconstruction or a sample is shown as. */
  mean(output: Tensor): Tensor;
}
