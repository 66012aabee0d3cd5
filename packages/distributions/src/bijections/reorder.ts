import { gather, type Tensor2D, tensor1d } from '@tensorflow/tfjs-core';

/** Features `[batch, size]` in another order: feature `i` of the result is feature `order[i]`. */
export function reorder(x: Tensor2D, order: Int32Array): Tensor2D {
  return gather(x, tensor1d(order, 'int32'), 1);
}

/** The order that undoes another. */
export function inverseOrder(order: Int32Array): Int32Array {
  const inverse = new Int32Array(order.length);
  for (const [i, from] of order.entries()) inverse[from] = i;
  return inverse;
}
