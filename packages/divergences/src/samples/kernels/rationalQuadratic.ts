import { checkOptions } from '@latentkit/check';
import { add, addN, exp, log1p, mul, reciprocal, type Tensor2D } from '@tensorflow/tfjs-core';
import { pairFunction } from '../pairwise/pairFunction.ts';
import { squaredDistances } from '../pairwise/squaredDistances.ts';
import { assertScales } from './assertScales.ts';
import type { Kernel } from './kernel.ts';

/** Options of {@link rationalQuadratic}. */
export interface RationalQuadraticOptions {
  /** α of each kernel of the mixture, above 0: the smaller, the farther it sees. Default [0.2, 0.5, 1, 2, 5], as published. */
  readonly alphas?: readonly number[];
  /** ℓ of each, in units of the data, above 0: the mixture is of every α with every ℓ. Default [1]. */
  readonly lengthScales?: readonly number[];
}

/**
 * The rational quadratic kernel, or an even mixture of several: Gaussians of all bandwidths at once, so with tails that
 * reach far.
 *
 *   k(x, y) = mean of (1 + ‖x − y‖² / 2αℓ²)^−α over every α and ℓ
 *
 * @returns a kernel of numbers from 0 to 1
 * @throws TypeError, RangeError unless every α and every ℓ is a finite number above 0
 * @example
 * rationalQuadratic({ alphas: [1] }).of(tensor2d([[0, 0]]), tensor2d([[0, 0], [1, 1]]));  // [[1, 0.5]]
 * @see Bińkowski et al., Demystifying MMD GANs, 2018. https://arxiv.org/abs/1801.01401
 */
export function rationalQuadratic(options: RationalQuadraticOptions = {}): Kernel {
  const names = ['alphas', 'lengthScales'] as const;
  const { alphas = [0.2, 0.5, 1, 2, 5], lengthScales = [1] } = checkOptions('rationalQuadratic', options, names);
  assertScales('rationalQuadratic', 'alphas', alphas);
  assertScales('rationalQuadratic', 'lengthScales', lengthScales);
  const pairs = alphas.flatMap((alpha) => lengthScales.map((scale) => [alpha, 1 / (2 * alpha * scale ** 2)] as const));
  return pairFunction('rationalQuadratic', (x, y) => {
    const distances = squaredDistances(x, y);
    const kernels = pairs.map(([alpha, rate]) => {
      const ratio: Tensor2D = mul(distances, rate);
      // The power −1 needs no logarithm: the one of every kernel of a Wasserstein auto-encoder.
      return alpha === 1 ? reciprocal(add<Tensor2D>(ratio, 1)) : exp<Tensor2D>(mul<Tensor2D>(log1p(ratio), -alpha));
    });
    return mul(addN(kernels), 1 / kernels.length);
  });
}
