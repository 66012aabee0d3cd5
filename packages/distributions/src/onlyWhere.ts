import { fill, type Tensor, where } from '@tensorflow/tfjs-core';

/** The values where the condition holds, and NaN elsewhere: what has no answer gets no number. */
export function onlyWhere<T extends Tensor>(condition: Tensor, values: T): T {
  return where(condition, values, fill(values.shape, Number.NaN)) as T;
}
