import { assertSameShape } from '@latentkit/check';
import { sumFeatures } from '@latentkit/shared';
import { square, sub, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';

/**
 * Squared error of a reconstruction, per example, summed over its features.
 *
 *   Σ (prediction − target)²      No factor ½: it is −2 log N(target; prediction, 1) up to a constant.
 *
 * @param prediction `[batch, ...features]`
 * @param target the same shape
 * @returns `[batch]`, in squared units of the data
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * squaredError(tensor2d([[0, 1]]), tensor2d([[0, 3]]));  // [4]
 */
export function squaredError(prediction: Tensor, target: Tensor): Tensor1D {
  assertSameShape('squaredError', { prediction, target });
  return tidy(() => sumFeatures('squaredError', square(sub(prediction, target))));
}
