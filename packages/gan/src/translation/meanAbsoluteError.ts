import { absoluteError } from '@latentkit/losses';
import { mean, mul, type Scalar, type Tensor } from '@tensorflow/tfjs-core';

/** E|prediction − target| of one number of an example: a weight of it does not depend on how many there are. */
export function meanAbsoluteError(prediction: Tensor, target: Tensor): Scalar {
  return mul(mean(absoluteError(prediction, target)), prediction.shape[0]! / prediction.size);
}
