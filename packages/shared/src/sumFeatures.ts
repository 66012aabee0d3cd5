import { reshape, sum, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';

/**
 * Sums everything but the batch: `[batch, ...features] -> [batch]`.
 *
 * @throws RangeError where there is no batch axis
 */
export function sumFeatures(caller: string, values: Tensor): Tensor1D {
  return sum(perExample(caller, values), 1);
}

/**
 * Everything but the batch in one axis: `[batch, ...features] -> [batch, size]`.
 *
 * @throws RangeError where there is no batch axis
 */
export function perExample(caller: string, values: Tensor): Tensor2D {
  const [batch, ...features] = values.shape;
  if (batch === undefined) throw new RangeError(`${caller}: a scalar came but shape [batch,...features] was expected.`);
  return reshape(values, [batch, features.reduce((product, length) => product * length, 1)]);
}
