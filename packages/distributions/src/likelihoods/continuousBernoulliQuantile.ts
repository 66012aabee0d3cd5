import { preciseExpm1, preciseLog1p } from '@latentkit/shared';
import { add, div, less, mul, neg, sub, type Tensor, where } from '@tensorflow/tfjs-core';
import { signOf, stepOf } from './continuousBernoulliMean.ts';

/**
 * Where the distribution function of a continuous Bernoulli variable is u, elementwise, for u in [0, 1).
 *
 *   −log(1 − u (1 − e^−a)) / a,  a = |l|;  u − u (1 − u) a/2 where a is small;  1 less it for l ≥ 0
 */
export function continuousBernoulliQuantile(logits: Tensor, u: Tensor): Tensor {
  const sign = signOf(logits);
  const a = mul(logits, sign);
  const small = less(a, 1e-3);
  const near = sub(u, mul(mul(u, sub(1, u)), mul(where(small, a, 0), 0.5)));
  const far = where(small, 1, a);
  const from0 = where(small, near, div(neg(preciseLog1p(mul(u, preciseExpm1(neg(far))))), far));
  return add(stepOf(logits), mul(neg(sign), from0));
}
