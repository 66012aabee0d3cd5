import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';

/** How the output of a decoder stands for a distribution over data: what a model minimises, and what it shows. */
export interface Likelihood {
  /**
   * −log p(target | output), per example, summed over its features: `[batch]`, in nats. The output has the target's shape
   * `[batch, ...features]`, or a whole number of parameters for each feature in its last axis, `[batch, ..., channels · n]`,
   * as the likelihood says. Throws a RangeError where it does not fit.
   */
  negativeLogLikelihood(output: Tensor, target: Tensor): Tensor1D;
  /** The expected data, `[batch, ...features]`: what a reconstruction or a sample is shown as. */
  mean(output: Tensor): Tensor;
}
