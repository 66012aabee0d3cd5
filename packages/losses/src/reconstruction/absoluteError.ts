import { assertSameShape } from '@latentkit/check';
import { sumFeatures } from '@latentkit/shared';
import { add, neg, relu, sub, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';

/**
 * Absolute error of a reconstruction, per example, summed over its features: less moved by outliers than
 * {@link squaredError}, and its optimum is the median instead of the mean.
 *
 *   Σ |prediction − target|      −log Laplace(target; prediction, 1) up to a constant.
 *
 * Where prediction and target are equal the gradient is 0.
 *
 * @param prediction `[batch, ...features]`
 * @param target the same shape
 * @returns `[batch]`, in units of the data
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * absoluteError(tensor2d([[0, 1]]), tensor2d([[2, -2]]));  // [5]
 */
export function absoluteError(prediction: Tensor, target: Tensor): Tensor1D {
  assertSameShape('absoluteError', { prediction, target });
  return tidy(() => {
    const difference = sub(prediction, target);
    // Not abs: its gradient in TensorFlow.js is −1 at 0, which would push a pixel that is already right.
    return sumFeatures('absoluteError', add(relu(difference), relu(neg(difference))));
  });
}
