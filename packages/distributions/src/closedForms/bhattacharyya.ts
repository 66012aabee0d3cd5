import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { Distribution } from '../distribution.ts';
import { closedForm } from './closedForm.ts';

/**
 * Bhattacharyya's distance of two Gaussians, diagonal or full, in closed form, per example.
 *
 *   B(p, q) = −log ∫ √(p q)
 *
 * Symmetric, 0 only where p = q; 1 − exp(−B) is the squared Hellinger distance. It is no metric.
 *
 * @param p a batch of distributions
 * @param q as many of the same family, with parameters of the same shapes
 * @returns `[batch]`, in nats
 * @throws TypeError where no closed form is known, RangeError where the shapes differ
 * @example
 * const p = diagonalGaussian({ mean: tensor2d([[4, 0]]), logVariance: tensor2d([[0, 0]]) });
 * bhattacharyya(p, standardNormal([1, 2]));  // [2]
 * @see Bhattacharyya, On a measure of divergence between two statistical populations, 1943. Kailath, The divergence and
 * Bhattacharyya distance measures in signal selection, 1967. https://doi.org/10.1109/TCOM.1967.1089532
 */
export function bhattacharyya(p: Distribution, q: Distribution): Tensor1D {
  return closedForm('bhattacharyya', 'bhattacharyya', p, q);
}
