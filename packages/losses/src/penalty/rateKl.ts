import { assertPositive } from '@latentkit/check';
import { add, expm1, mul, type Scalar, sub, sum, type Tensor } from '@tensorflow/tfjs-core';

/** @throws TypeError unless a number, RangeError unless above 0 and below 1 */
export function assertRate(caller: string, rate: unknown): asserts rate is number {
  assertPositive(caller, 'rate', rate);
  if (rate >= 1) throw new RangeError(`${caller}: rate is ${rate} but a number below 1 was expected.`);
}

/**
 * Σ KL(ρ ‖ ρ̂) between Bernoulli distributions, ρ the rate, given log ρ̂ and log(1 − ρ̂).
 *
 * As ρ φ(log ρ̂/ρ) + (1 − ρ) φ(log (1−ρ̂)/(1−ρ)) with φ(l) = eˡ − 1 − l: what was added sums to 0, each φ is at least 0, and
 * near ρ̂ = ρ nothing cancels that matters.
 */
export function rateKl(rate: number, logActive: Tensor, logSilent: Tensor): Scalar {
  const phi = (l: Tensor) => sub(expm1(l), l);
  return sum(
    add(mul(phi(sub(logActive, Math.log(rate))), rate), mul(phi(sub(logSilent, Math.log1p(-rate))), 1 - rate)),
  );
}
