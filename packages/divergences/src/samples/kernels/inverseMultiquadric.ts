import { assertPositive, checkOptions } from '@latentkit/check';
import { add, mul, rsqrt, type Tensor2D } from '@tensorflow/tfjs-core';
import { pairFunction } from '../pairwise/pairFunction.ts';
import { squaredDistances } from '../pairwise/squaredDistances.ts';
import type { Kernel } from './kernel.ts';

/** Options of {@link inverseMultiquadric}. */
export interface InverseMultiquadricOptions {
  /** c, in units of the data, above 0: where the kernel begins to fall. */
  readonly scale: number;
}

/**
 * The inverse multiquadric kernel, whose tails reach far.
 *
 *   k(x, y) = 1 / √(1 + ‖x − y‖² / c²)
 *
 * The one of Wasserstein auto-encoders, C / (C + ‖x − y‖²), has no root: it is
 * `rationalQuadratic({ alphas: [1], lengthScales: [Math.sqrt(C / 2)] })`.
 *
 * @returns a kernel of numbers from 0 to 1
 * @throws TypeError, RangeError unless the scale is a finite number above 0
 * @example
 * inverseMultiquadric({ scale: 1 }).of(tensor2d([[0, 0]]), tensor2d([[0, 0], [0, 1]]));  // [[1, 0.7071]]
 * @see Gorham, Mackey, Measuring Sample Quality with Kernels, 2017. https://arxiv.org/abs/1703.01717
 */
export function inverseMultiquadric(options: InverseMultiquadricOptions): Kernel {
  const { scale } = checkOptions('inverseMultiquadric', options, ['scale']);
  assertPositive('inverseMultiquadric', 'scale', scale);
  return pairFunction('inverseMultiquadric', (x, y) =>
    rsqrt(add<Tensor2D>(mul(squaredDistances(x, y), 1 / scale ** 2), 1)),
  );
}
