import { assertTensor } from '@latentkit/check';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/**
 * Scott's rule: the best bandwidth, as n grows, where the points come from a Gaussian; too wide where they gather in clusters.
 *
 *   h = n^(−1 / (d + 4))
 *
 * @param whitened `[n, d]`; only its shape is looked at
 * @returns the bandwidth
 * @example
 * scott(zeros([32, 1]));  // 0.5
 *
 * Scott: Multivariate Density Estimation. 1992.
 */
export function scott(whitened: Tensor2D): number {
  assertTensor('scott', 'whitened', whitened);
  const [count, size] = whitened.shape;
  return count ** (-1 / (size + 4));
}
