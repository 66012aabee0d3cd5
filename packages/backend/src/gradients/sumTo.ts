import { broadcast_util, reshape, sum, type Tensor } from '@tensorflow/tfjs-core';

/** Sums over the axes along which an argument of `shape` was broadcast: what its gradient needs. */
export function sumTo(shape: number[], x: Tensor): Tensor {
  const axes = broadcast_util.getReductionAxes(shape, x.shape);
  return axes.length > 0 ? reshape(sum(x, axes), shape) : x;
}
