import { assertPositive, checkOptions } from '@latentkit/check';
import { mean, mul } from '@tensorflow/tfjs-core';
import { checkedPenalty } from './checkedPenalty.ts';
import type { Penalty } from './penalty.ts';
import { squaredSlope } from './squaredSlope.ts';

/** Options of {@link r1}. */
export interface R1Options {
  /** γ, the weight of the penalty. Default 10, as in the paper's experiments on images. */
  readonly weight?: number;
}

/**
 * Makes the critic flat on the data, so that a generator which has found the data is left in peace. For the logistic
 * losses: {@link nonSaturating}, {@link minimax}.
 *
 *   weight/2 · E ‖∇ critic(real)‖²
 *
 * Neither the samples nor the key is read.
 *
 * @returns a penalty; it throws a RangeError where `real` and `fake` have different shapes or the critic gives anything
 *   but `[batch]` or `[batch, 1]`
 * @throws RangeError unless the weight is finite and above 0
 * @example
 * const critic = (x: Tensor) => sum(mul(x, 3), 1);
 * r1({ weight: 1 })(critic, tensor2d([[1]]), tensor2d([[0]]), key(0));  // 4.5
 * @see Mescheder et al., Which Training Methods for GANs do actually Converge?, 2018, equation 9.
 * https://arxiv.org/abs/1801.04406
 */
export function r1(options: R1Options = {}): Penalty {
  const { weight = 10 } = checkOptions('r1', options, ['weight']);
  assertPositive('r1', 'weight', weight);
  return checkedPenalty('r1', { draws: false }, (critic, real) =>
    mul(mean(squaredSlope('r1', critic, real)), weight / 2),
  );
}

/** Options of {@link r2}. */
export interface R2Options {
  /** γ, the weight of the penalty. Default 10, as in the paper's experiments on images. */
  readonly weight?: number;
}

/**
 * Makes the critic flat on the samples: {@link r1} with the sides swapped. Alone or beside R1.
 *
 *   weight/2 · E ‖∇ critic(fake)‖²
 *
 * Neither the data nor the key is read.
 *
 * @returns a penalty; it throws a RangeError where `real` and `fake` have different shapes or the critic gives anything
 *   but `[batch]` or `[batch, 1]`
 * @throws RangeError unless the weight is finite and above 0
 * @example
 * const critic = (x: Tensor) => sum(mul(x, x), 1);
 * r2({ weight: 1 })(critic, tensor2d([[0]]), tensor2d([[3]]), key(0));  // 18
 * @see Mescheder et al., Which Training Methods for GANs do actually Converge?, 2018, equation 10.
 * https://arxiv.org/abs/1801.04406
 */
export function r2(options: R2Options = {}): Penalty {
  const { weight = 10 } = checkOptions('r2', options, ['weight']);
  assertPositive('r2', 'weight', weight);
  return checkedPenalty('r2', { draws: false }, (critic, _real, fake) =>
    mul(mean(squaredSlope('r2', critic, fake)), weight / 2),
  );
}
