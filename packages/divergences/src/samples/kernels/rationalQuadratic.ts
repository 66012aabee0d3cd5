import { assertPositive, checkOptions } from '@latentkit/check';
import { addN, exp, log1p, mul, type Tensor2D } from '@tensorflow/tfjs-core';
import { pairFunction } from '../pairwise/pairFunction.ts';
import { squaredDistances } from '../pairwise/squaredDistances.ts';
import { assertScales } from './assertScales.ts';
import type { Kernel } from './kernel.ts';

/** Options of {@link rationalQuadratic}. */
export interface RationalQuadraticOptions {
  /** α of each kernel of the mixture, above 0: the smaller, the farther it sees. Default [0.2, 0.5, 1, 2, 5], as published. */
  readonly alphas?: readonly number[];
  /** ℓ, in units of the data, above 0. Default 1. */
  readonly lengthScale?: number;
}

/**
 * The rational quadratic kernel, or an even mixture of several: Gaussians of all bandwidths at once, so with tails that
 * reach far.
 *
 *   k(x, y) = 1/K Σₖ (1 + ‖x − y‖² / 2αₖℓ²)^−αₖ
 *
 * @returns a kernel of numbers from 0 to 1
 * @throws TypeError, RangeError unless the length scale and every α is a finite number above 0
 * @example
 * rationalQuadratic({ alphas: [1] }).of(tensor2d([[0, 0]]), tensor2d([[0, 0], [1, 1]]));  // [[1, 0.5]]
 * @see Bińkowski et al., Demystifying MMD GANs, 2018. https://arxiv.org/abs/1801.01401
 */
export function rationalQuadratic(options: RationalQuadraticOptions = {}): Kernel {
  const { alphas = [0.2, 0.5, 1, 2, 5], lengthScale = 1 } = checkOptions('rationalQuadratic', options, [
    'alphas',
    'lengthScale',
  ]);
  assertScales('rationalQuadratic', 'alphas', alphas);
  assertPositive('rationalQuadratic', 'lengthScale', lengthScale);
  return pairFunction('rationalQuadratic', (x, y) => {
    const distances = squaredDistances(x, y);
    const kernels = alphas.map(
      (alpha) => exp(mul(log1p(mul(distances, 1 / (2 * alpha * lengthScale ** 2))), -alpha)) as Tensor2D,
    );
    return mul(addN(kernels), 1 / kernels.length);
  });
}
