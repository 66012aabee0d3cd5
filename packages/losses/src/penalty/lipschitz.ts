import { assertNotNegative, assertPositive, assertScores, checkOptions } from '@latentkit/check';
import { safeSqrt, sumFeatures } from '@latentkit/shared';
import { abs, div, equal, mean, mul, relu, reshape, square, sub, where } from '@tensorflow/tfjs-core';
import { checkedPenalty } from './checkedPenalty.ts';
import type { Penalty } from './penalty.ts';

/** Options of {@link lipschitz}. */
export interface LipschitzOptions {
  /** λ, the weight of the penalty. Default 10. */
  readonly weight?: number;
  /** The steepness that costs nothing, in units of the score per unit of the data. Default 1: what a Wasserstein-1 asks. */
  readonly target?: number;
}

/**
 * Holds the critic to the very condition of the Wasserstein distance on pairs of a real and a generated example: its score
 * may rise by no more than their distance. It asks for no slope, so every operation with a plain gradient will do, and
 * costs two passes of the critic; unlike {@link gradientPenalty} it sees pairs only, not the points between them.
 *
 *   weight · E max(0, |critic(real) − critic(fake)| / ‖real − fake‖ − target)²
 *
 * The i-th real example is paired with the i-th generated one. A pair of equal examples costs what a steepness of 0 does:
 * nothing.
 *
 * @returns a penalty; it throws a RangeError where `real` and `fake` have different shapes or the critic gives anything
 *   but `[batch]` or `[batch, 1]`
 * @throws RangeError unless the weight is finite and above 0, and the target finite and not below 0
 * @example
 * const critic = (x: Tensor) => sum(mul(x, 3), 1);
 * lipschitz({ weight: 1 })(critic, tensor2d([[1]]), tensor2d([[-1]]), key(0));  // 4
 * @see Petzka et al., On the Regularization of Wasserstein GANs, 2018. https://arxiv.org/abs/1709.08894; Terjék,
 * Adversarial Lipschitz Regularization, 2020. https://arxiv.org/abs/1907.05681
 */
export function lipschitz(options: LipschitzOptions = {}): Penalty {
  const { weight = 10, target = 1 } = checkOptions('lipschitz', options, ['weight', 'target']);
  assertPositive('lipschitz', 'weight', weight);
  assertNotNegative('lipschitz', 'target', target);
  return checkedPenalty('lipschitz', { draws: false }, (critic, real, fake) => {
    const [high, low] = [critic(real), critic(fake)];
    assertScores('lipschitz', { 'what the critic gave': high });
    assertScores('lipschitz', { 'what the critic gave': low });
    const distance = safeSqrt(sumFeatures('lipschitz', square(sub(real, fake))));
    const rise = reshape(abs(sub(high, low)), distance.shape);
    const steepness = div(rise, where(equal(distance, 0), 1, distance));
    return mul(mean(square(relu(sub(steepness, target)))), weight);
  });
}
