import { assertNotNegative, assertPositive, assertSameShape } from '@latentkit/check';
import { uniform } from '@latentkit/random';
import { add, mean, mul, square, sub, tidy } from '@tensorflow/tfjs-core';
import type { Penalty } from './penalty.ts';
import { safeSqrt } from './safeSqrt.ts';
import { squaredSlope } from './squaredSlope.ts';

/** What {@link gradientPenalty} may be told. */
export interface GradientPenaltyOptions {
  /** λ, the price. Default 10, as published. */
  readonly weight?: number;
  /** The slope that costs nothing, in units of the score per unit of the data. Default 1, as published. */
  readonly target?: number;
}

/**
 * Holds the slope of the critic near 1 on the lines between data and samples: what makes {@link wasserstein} a distance.
 *
 *   weight · E (‖∇ critic(x̂)‖ − target)²,  x̂ = ε real + (1 − ε) fake,  ε ~ U[0, 1) for each example
 *
 * Where the slope is exactly 0 its norm has no gradient; 0 is taken, never NaN.
 *
 * @returns a penalty; it throws a RangeError where `real` and `fake` have different shapes or the critic gives anything
 *   but `[batch]` or `[batch, 1]`
 * @throws RangeError unless the weight is finite and above 0, and the target finite and not below 0
 * @example
 * const critic = (x: Tensor) => sum(mul(x, 3), 1);
 * gradientPenalty({ weight: 1 })(critic, tensor2d([[1]]), tensor2d([[0]]), key(0));  // 4
 * @see Gulrajani et al., Improved Training of Wasserstein GANs, 2017, equation 3. https://arxiv.org/abs/1704.00028
 */
export function gradientPenalty({ weight = 10, target = 1 }: GradientPenaltyOptions = {}): Penalty {
  assertPositive('gradientPenalty', 'weight', weight);
  assertNotNegative('gradientPenalty', 'target', target);
  return (critic, real, fake, key) => {
    assertSameShape('gradientPenalty', { real, fake });
    return tidy(() => {
      const share = uniform(key, [real.shape[0]!, ...real.shape.slice(1).map(() => 1)]);
      const between = add(fake, mul(share, sub(real, fake)));
      const slope = safeSqrt(squaredSlope('gradientPenalty', critic, between));
      return mul(mean(square(sub(slope, target))), weight);
    });
  };
}
