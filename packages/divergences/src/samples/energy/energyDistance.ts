import { checkOptions, type Samples } from '@latentkit/check';
import { neg, type Scalar, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { type MmdOptions, meanDiscrepancy } from '../mmd/mmd.ts';
import { euclidean } from '../sinkhorn/costs.ts';

/** Options of {@link energyDistance}: those of {@link mmd}, but biased by default. */
export interface EnergyDistanceOptions extends MmdOptions {
  /** Default `'biased'`: the energy distance of the two empirical distributions, never below 0 but for rounding. */
  readonly estimate?: 'unbiased' | 'biased';
}

/**
 * The energy distance of two samples: 0 in the limit of many samples only if both come from one distribution, with no
 * bandwidth to choose.
 *
 *   2 E ‖x − y‖ − E ‖x − x′‖ − E ‖y − y′‖
 *
 * It is {@link mmd} with the kernel −‖x − y‖, and twice the squared distance of the distribution functions on a line,
 * where SciPy's `energy_distance` is its root. It has gradients by both samples; where two coincide theirs is taken as 0.
 * A NaN or an infinity among the samples makes it NaN.
 *
 * @param x `[n, features]`
 * @param y `[m, features]`
 * @returns a number, in units of the data
 * @throws RangeError where the shapes are not as said, a sample is empty or, for the unbiased estimate, has fewer than 2
 * @throws TypeError where the samples are not float32
 * @example
 * energyDistance(tensor2d([[0], [2]]), tensor2d([[1]]));  // 1
 * @see Székely, Rizzo, Energy statistics: A class of statistics based on distances, 2013.
 *   https://doi.org/10.1016/j.jspi.2013.03.018
 */
export function energyDistance(x: Samples, y: Samples, options: EnergyDistanceOptions = {}): Scalar {
  const { estimate = 'biased', blockSize = 1024 } = checkOptions('energyDistance', options, ['estimate', 'blockSize']);
  const kernel = { of: (a: Tensor2D, b: Tensor2D) => tidy(() => neg(euclidean.of(a, b))) };
  return meanDiscrepancy('energyDistance', x, y, kernel, { estimate, blockSize });
}
