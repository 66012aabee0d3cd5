import { checkOptions } from '@latentkit/check';
import { addN, exp, mul, type Tensor2D } from '@tensorflow/tfjs-core';
import { pairFunction } from '../pairwise/pairFunction.ts';
import { squaredDistances } from '../pairwise/squaredDistances.ts';
import { assertScales } from './assertScales.ts';
import type { Kernel } from './kernel.ts';

/** Options of {@link rbf}. */
export interface RbfOptions {
  /** σ of each Gaussian, in units of the data, above 0: multiples of {@link medianHeuristic} are a good choice. */
  readonly bandwidths: readonly number[];
}

/**
 * The Gaussian kernel, or an even mixture of several, which sees differences of more than one size.
 *
 *   k(x, y) = 1/K Σₖ exp(−‖x − y‖² / 2σₖ²)      so k(x, x) = 1
 *
 * scikit-learn's `rbf_kernel` says gamma = 1/2σ².
 *
 * @returns a kernel of numbers from 0 to 1
 * @throws TypeError unless the bandwidths are an array of numbers
 * @throws RangeError unless there is one at least, and each is finite and above 0
 * @example
 * rbf({ bandwidths: [1] }).of(tensor2d([[0, 0]]), tensor2d([[0, 0], [1, 1]]));  // [[1, 0.3679]]
 * @see Li et al., Generative Moment Matching Networks, 2015. https://arxiv.org/abs/1502.02761
 */
export function rbf(options: RbfOptions): Kernel {
  const { bandwidths } = checkOptions('rbf', options, ['bandwidths']);
  assertScales('rbf', 'bandwidths', bandwidths);
  const rates = bandwidths.map((bandwidth) => -0.5 / bandwidth ** 2);
  return pairFunction('rbf', (x, y) => {
    const distances = squaredDistances(x, y);
    const gaussians = rates.map((rate) => exp<Tensor2D>(mul<Tensor2D>(distances, rate)));
    return gaussians.length === 1 ? gaussians[0]! : mul(addN(gaussians), 1 / gaussians.length);
  });
}
