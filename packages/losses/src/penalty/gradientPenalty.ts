import { assertNotNegative, assertOneOf, assertPositive, checkOptions } from '@latentkit/check';
import { safeSqrt } from '@latentkit/shared';
import { mean, mul, relu, square, sub } from '@tensorflow/tfjs-core';
import { checkedPenalty } from './checkedPenalty.ts';
import { interpolate } from './interpolate.ts';
import type { Penalty } from './penalty.ts';
import { squaredSlope } from './squaredSlope.ts';

/** Options of {@link gradientPenalty}. */
export interface GradientPenaltyOptions {
  /** λ, the weight of the penalty. Default 10, as published. */
  readonly weight?: number;
  /** The slope that costs nothing, in units of the score per unit of the data. Default 1, as published. */
  readonly target?: number;
  /** Whether only slopes above the target cost anything, as in WGAN-LP. Default false: those below it cost as much. */
  readonly oneSided?: boolean;
}

/**
 * Holds the slope of the critic near 1 on the lines between data and samples: what makes {@link wasserstein} a distance.
 *
 *   weight · E (‖∇ critic(x̂)‖ − target)²,         x̂ = ε real + (1 − ε) fake,  ε ~ U[0, 1) for each example
 *   weight · E max(0, ‖∇ critic(x̂)‖ − target)²    one-sided
 *
 * Where the slope is exactly 0 its norm has no gradient; 0 is taken, never NaN.
 *
 * @returns a penalty; it throws a RangeError where `real` and `fake` have different shapes or the critic gives anything
 *   but `[batch]` or `[batch, 1]`
 * @throws RangeError unless the weight is finite and above 0, and the target finite and not below 0
 * @example
 * const critic = (x: Tensor) => sum(mul(x, 3), 1);
 * gradientPenalty({ weight: 1 })(critic, tensor2d([[1]]), tensor2d([[0]]), key(0));  // 4
 * @see Gulrajani et al., Improved Training of Wasserstein GANs, 2017, equation 3. https://arxiv.org/abs/1704.00028;
 * one-sided: Petzka et al., On the Regularization of Wasserstein GANs, 2018. https://arxiv.org/abs/1709.08894
 */
export function gradientPenalty(options: GradientPenaltyOptions = {}): Penalty {
  const {
    weight = 10,
    target = 1,
    oneSided = false,
  } = checkOptions('gradientPenalty', options, ['weight', 'target', 'oneSided']);
  assertPositive('gradientPenalty', 'weight', weight);
  assertNotNegative('gradientPenalty', 'target', target);
  assertOneOf('gradientPenalty', 'oneSided', oneSided, [false, true]);
  return checkedPenalty('gradientPenalty', { draws: true }, (critic, real, fake, key) => {
    const slope = safeSqrt(squaredSlope('gradientPenalty', critic, interpolate(real, fake, key)));
    const excess = sub(slope, target);
    return mul(mean(square(oneSided ? relu(excess) : excess)), weight);
  });
}
