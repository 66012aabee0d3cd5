import { assertTensor } from '@latentkit/check';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/**
 * Silverman's rule: Scott's with the factor that is best for a Gaussian, 1.06 in one dimension.
 *
 *   h = (n (d + 2) / 4)^(−1 / (d + 4))
 *
 * @param whitened `[n, d]`; only its shape is looked at
 * @returns the bandwidth
 * @example
 * silverman(zeros([24, 2])).toFixed(4);  // "0.5888"
 *
 * Silverman: Density Estimation for Statistics and Data Analysis. 1986.
 */
export function silverman(whitened: Tensor2D): number {
  assertTensor('silverman', 'whitened', whitened);
  const [count, size] = whitened.shape;
  return ((count * (size + 2)) / 4) ** (-1 / (size + 4));
}
