import { assertNotNegative, assertPositive, checkOptions } from '@latentkit/check';
import { normal } from '@latentkit/random';
import { safeSqrt } from '@latentkit/shared';
import { add, mean, moments, mul, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import { checkedPenalty } from './checkedPenalty.ts';
import type { Penalty } from './penalty.ts';
import { squaredSlope } from './squaredSlope.ts';

/** Options of {@link dragan}. */
export interface DraganOptions {
  /** λ, the weight of the penalty. Default 10, as published. */
  readonly weight?: number;
  /** k, the slope that costs nothing, in units of the score per unit of the data. Default 1, as published. */
  readonly target?: number;
  /** The size of the noise, in standard deviations of the batch. Default 0.5. */
  readonly scale?: number;
}

/**
 * Holds the slope of the critic near 1 around the data, which keeps a generator from falling onto a few examples. It needs
 * no line to a sample. For the logistic losses: {@link nonSaturating}, {@link minimax}.
 *
 *   weight · E (‖∇ critic(real + δ)‖ − target)²,   δ ~ N(0, (scale · s)²) for each number
 *
 * with s² the variance of all numbers of the batch of data, divided by their count; so the noise follows the units of the
 * data. It is Gaussian, as the paper has it; its authors' program draws uniform noise instead and shrinks it at random.
 * The samples are not read.
 *
 * @returns a penalty; it throws a RangeError where `real` and `fake` have different shapes or the critic gives anything
 *   but `[batch]` or `[batch, 1]`
 * @throws RangeError unless weight and scale are finite and above 0, and the target finite and not below 0
 * @example
 * const critic = (x: Tensor) => sum(mul(x, 3), 1);
 * dragan({ weight: 1 })(critic, tensor2d([[1]]), tensor2d([[0]]), key(0));  // 4
 * @see Kodali et al., On Convergence and Stability of GANs, 2017. https://arxiv.org/abs/1705.07215
 */
export function dragan(options: DraganOptions = {}): Penalty {
  const { weight = 10, target = 1, scale = 0.5 } = checkOptions('dragan', options, ['weight', 'target', 'scale']);
  assertPositive('dragan', 'weight', weight);
  assertNotNegative('dragan', 'target', target);
  assertPositive('dragan', 'scale', scale);
  return checkedPenalty('dragan', { draws: true }, (critic, real, _fake, key) => {
    const around = add(real, mul(normal(key, real.shape), mul(standardDeviation(real), scale)));
    const slope = safeSqrt(squaredSlope('dragan', critic, around));
    return mul(mean(square(sub(slope, target))), weight);
  });
}

/** Of all numbers. */
function standardDeviation(x: Tensor): Tensor {
  return safeSqrt(moments(x).variance);
}
