import { assertInteger, assertMethods, assertOneOf, checkOptions, type Samples } from '@latentkit/check';
import { add, mul, type Scalar, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Kernel } from '../kernels/kernel.ts';
import { sumOfOwnPairs, sumOfPairs } from '../pairwise/sumOfPairs.ts';
import { withSampleSets } from '../withSampleSets.ts';

/** Options of {@link mmd}. */
export interface MmdOptions {
  /**
   * `'unbiased'` leaves out each sample's similarity to itself: right on average, so below 0 now and then. `'biased'` keeps
   * it: never below 0 but for rounding, and too large by something in the order of 1/n. Default `'unbiased'`.
   */
  readonly estimate?: 'unbiased' | 'biased';
  /**
   * How many samples of either kind are compared at once: a dozen matrices of so many rows and columns are all that is
   * held, whatever the number of samples. Default 1,024, which is 4 MiB each.
   */
  readonly blockSize?: number;
}

/**
 * The squared maximum mean discrepancy of two samples: how far apart their means are in the space of the kernel. With a
 * characteristic kernel ({@link rbf}, {@link rationalQuadratic}, {@link inverseMultiquadric}) it is 0 in the limit of
 * many samples only if both come from one distribution.
 *
 *   MMD² = E k(x, x′) + E k(y, y′) − 2 E k(x, y)
 *
 * It has gradients by both samples, of every order, and is a loss to train a generator with. The sums are float32: what
 * is below 1e-7 of the largest k is rounding. A NaN or an infinity among the samples makes it NaN.
 *
 * @param x `[n, features]`
 * @param y `[m, features]`
 * @param kernel how alike two samples are
 * @returns a number, in units of the kernel
 * @throws RangeError where the shapes are not as said, a sample is empty or, for the unbiased estimate, has fewer than 2
 * @throws TypeError where the samples are not float32 or the kernel is none
 * @example
 * const [x, y] = [tensor2d([[0], [1]]), tensor2d([[2], [3]])];
 * mmd(x, y, { of: (x, y) => matMul(x, y, false, true) }, { estimate: 'biased' });  // 4
 * @see Gretton et al., A Kernel Two-Sample Test, 2012, equations 3 and 5. https://jmlr.org/papers/v13/gretton12a.html
 */
export function mmd(x: Samples, y: Samples, kernel: Kernel, options: MmdOptions = {}): Scalar {
  const { estimate = 'unbiased', blockSize = 1024 } = checkOptions('mmd', options, ['estimate', 'blockSize']);
  return meanDiscrepancy('mmd', x, y, kernel, { estimate, blockSize });
}

/** {@link mmd} for a caller of another name. */
export function meanDiscrepancy(
  caller: string,
  x: Samples,
  y: Samples,
  kernel: Kernel,
  { estimate, blockSize }: Required<MmdOptions>,
): Scalar {
  assertMethods(caller, 'kernel', kernel, ['of']);
  assertOneOf(caller, 'estimate', estimate, ['unbiased', 'biased'] as const);
  assertInteger(caller, 'blockSize', blockSize);
  const unbiased = estimate === 'unbiased';
  const within = (sample: Tensor2D) => {
    const count = sample.shape[0];
    return mul(sumOfOwnPairs(sample, kernel, blockSize, !unbiased), 1 / (count * (unbiased ? count - 1 : count)));
  };
  return withSampleSets(caller, { x, y }, unbiased ? 2 : 1, ({ x, y }) =>
    tidy(() => {
      const across = mul(sumOfPairs(x, y, kernel, blockSize), -2 / (x.shape[0] * y.shape[0]));
      return add<Scalar>(add(within(x), within(y)), across);
    }),
  );
}
