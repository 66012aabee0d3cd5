import { assertPositive, assertSameShape, checkOptions } from '@latentkit/check';
import { sumFeatures } from '@latentkit/shared';
import { clipByValue, mul, sub, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';

/** Options of {@link huber}. */
export interface HuberOptions {
  /** δ, where the square turns into a line, in units of the data. Default 1. */
  readonly threshold?: number;
}

/**
 * Huber's error of a reconstruction, per example, summed over its features: a square near the target, a line far from
 * it, so that one outlier pulls no harder than `threshold`.
 *
 *   Σ h(prediction − target),   h(d) = ½ d²             where |d| ≤ δ
 *                                      δ (|d| − ½ δ)    elsewhere
 *
 * The factor ½ is Huber's; value and gradient are continuous at the kink, and the gradient is d, held within ±δ.
 *
 * @param prediction `[batch, ...features]`
 * @param target the same shape
 * @returns `[batch]`, in squared units of the data
 * @throws RangeError where the shapes differ: nothing is broadcast; or unless the threshold is finite and above 0
 * @example
 * huber(tensor2d([[0.5, 3]]), tensor2d([[0, 0]]), { threshold: 2 });  // [4.125]
 * @see Huber, Robust Estimation of a Location Parameter, 1964, https://doi.org/10.1214/aoms/1177703732
 */
export function huber(prediction: Tensor, target: Tensor, options: HuberOptions = {}): Tensor1D {
  const { threshold = 1 } = checkOptions('huber', options, ['threshold']);
  assertPositive('huber', 'threshold', threshold);
  assertSameShape('huber', { prediction, target });
  return tidy(() => {
    const difference = sub(prediction, target);
    // c (d − c/2) with c = d held within ±δ is both cases at once, and so is its gradient, whichever side the kink is on.
    const held = clipByValue(difference, -threshold, threshold);
    return sumFeatures('huber', mul(held, sub(difference, mul(held, 0.5))));
  });
}
