import { reshape, sum, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';

/**
 * Sums everything but the batch: `[batch, ...features] -> [batch]`.
 *
 * @throws RangeError where there is no batch axis
 */
export function sumFeatures(caller: string, values: Tensor): Tensor1D {
  const [batch, ...features] = values.shape;
  if (batch === undefined) throw new RangeError(`${caller}: a scalar came but shape [batch,...features] was expected.`);
  const size = features.reduce((product, length) => product * length, 1);
  return sum(reshape(values, [batch, size]), 1);
}
