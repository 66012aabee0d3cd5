import { squaredDistances } from '@latentkit/shared';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/**
 * The squared distance of every pair, `[n, d], [m, d] -> [n, m]`, in units of the kernel. That may be far narrower than
 * the data, where the rounding of a product would count, unless it is beside the distances of many features.
 */
export function preciseSquaredDistances(x: Tensor2D, y: Tensor2D): Tensor2D {
  return squaredDistances(x, y, { few: 16 });
}
