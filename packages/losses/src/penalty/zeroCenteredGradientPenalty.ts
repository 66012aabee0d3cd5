import { assertPositive, checkOptions } from '@latentkit/check';
import { mean, mul } from '@tensorflow/tfjs-core';
import { checkedPenalty } from './checkedPenalty.ts';
import { interpolate } from './interpolate.ts';
import type { Penalty } from './penalty.ts';
import { squaredSlope } from './squaredSlope.ts';

/** Options of {@link zeroCenteredGradientPenalty}. */
export interface ZeroCenteredGradientPenaltyOptions {
  /** λ, the weight of the penalty. Default 10. */
  readonly weight?: number;
}

/**
 * Makes the critic flat on the lines between data and samples, so that it cannot learn the data by heart: it generalises
 * where {@link r1} and {@link r2}, on the examples alone, leave it steep in between. For the logistic losses.
 *
 *   weight · E ‖∇ critic(x̂)‖²,  x̂ = ε real + (1 − ε) fake,  ε ~ U[0, 1) for each example
 *
 * It equals {@link gradientPenalty} with target 0, without the square root and its square.
 *
 * @returns a penalty; it throws a RangeError where `real` and `fake` have different shapes or the critic gives anything
 *   but `[batch]` or `[batch, 1]`
 * @throws RangeError unless the weight is finite and above 0
 * @example
 * const critic = (x: Tensor) => sum(mul(x, 3), 1);
 * zeroCenteredGradientPenalty({ weight: 1 })(critic, tensor2d([[1]]), tensor2d([[0]]), key(0));  // 9
 * @see Thanh-Tung et al., Improving Generalization and Stability of Generative Adversarial Networks, 2019.
 * https://arxiv.org/abs/1902.03984
 */
export function zeroCenteredGradientPenalty(options: ZeroCenteredGradientPenaltyOptions = {}): Penalty {
  const { weight = 10 } = checkOptions('zeroCenteredGradientPenalty', options, ['weight']);
  assertPositive('zeroCenteredGradientPenalty', 'weight', weight);
  return checkedPenalty('zeroCenteredGradientPenalty', { draws: true }, (critic, real, fake, key) => {
    const slope = squaredSlope('zeroCenteredGradientPenalty', critic, interpolate(real, fake, key));
    return mul(mean(slope), weight);
  });
}
