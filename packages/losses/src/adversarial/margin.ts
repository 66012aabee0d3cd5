import { assertFunction, assertTensor } from '@latentkit/check';
import { relu, softplus, square, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';

/**
 * The loss of a margin: of how much a score lies above the one it is compared with. Small where the margin is wide.
 * What makes a relativistic loss out of logistic regression, of least squares or of a hinge, or of a function of your own.
 *
 * @param margin of any shape, any real numbers
 * @returns the same shape, each number by itself
 */
export type MarginLoss = (margin: Tensor) => Tensor;

/** @throws TypeError unless a function */
export function assertMarginLoss(caller: string, marginLoss: unknown): asserts marginLoss is MarginLoss {
  assertFunction(caller, 'marginLoss', marginLoss, 'a function such as hingeMargin');
}

/**
 * The loss of a margin in logistic regression: −log sigmoid(margin).
 *
 *   log(1 + exp(−margin))
 *
 * @param margin of any shape
 * @returns the same shape, in nats
 * @example
 * logisticMargin(tensor1d([0, -1e4]));  // [0.6931, 10000]
 * @see Jolicoeur-Martineau, The relativistic discriminator, 2018. https://arxiv.org/abs/1807.00734
 */
export const logisticMargin: MarginLoss = (margin) => {
  assertTensor('logisticMargin', 'margin', margin);
  return tidy(() => softplus(sub(0, margin)));
};

/**
 * The loss of a margin in least squares, which wants it to be 1: no less and no more. No factor ½, as published.
 *
 *   (margin − 1)²
 *
 * @param margin of any shape, in units of the score
 * @returns the same shape, in squared units of the score
 * @example
 * squaredMargin(tensor1d([1, -1, 3]));  // [0, 4, 4]
 * @see Jolicoeur-Martineau, The relativistic discriminator, 2018. https://arxiv.org/abs/1807.00734
 */
export const squaredMargin: MarginLoss = (margin) => {
  assertTensor('squaredMargin', 'margin', margin);
  return tidy(() => square(sub(margin, 1)));
};

/**
 * The loss of a margin below 1; beyond it nothing is to be gained.
 *
 *   max(0, 1 − margin)
 *
 * @param margin of any shape, in units of the score
 * @returns the same shape, in units of the score
 * @example
 * hingeMargin(tensor1d([1, -1, 3]));  // [0, 2, 0]
 * @see Jolicoeur-Martineau, The relativistic discriminator, 2018. https://arxiv.org/abs/1807.00734
 */
export const hingeMargin: MarginLoss = (margin) => {
  assertTensor('hingeMargin', 'margin', margin);
  return tidy(() => relu(sub(1, margin)));
};
