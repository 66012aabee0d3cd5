import { type Key, normal } from '@latentkit/random';
import { div, sqrt, square, sum, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';

/** Points uniform on the unit sphere: `[count, size]`, each row of length 1. */
export function unitDirections(key: Key, count: number, size: number): Tensor2D {
  return unitRows(normal(key, [count, size]));
}

/** Each row divided by its length. Normal numbers that are all 0 have probability 0, not a case. */
export function unitRows(rows: Tensor): Tensor2D {
  return div(rows, sqrt(sum(square(rows), -1, true)));
}
