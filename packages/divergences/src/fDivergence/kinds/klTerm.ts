import { artanhTail } from '@latentkit/shared';
import { add, mul, sub, type Tensor, where } from '@tensorflow/tfjs-core';
import { contrast, farLogRatio, isSmall } from '../logRatio.ts';

/**
 * p log(p / q) − p + q for p, q > 0: never negative, and nothing cancels where p and q are close.
 *
 * With e = (p − q) / (p + q), log(p / q) = 2 artanh e and so the whole is (p − q) e + 2 p (artanh e − e).
 */
export function klTerm(p: Tensor, q: Tensor): Tensor {
  const difference = sub(p, q);
  const e = contrast(p, q);
  const near = add(mul(difference, e), mul(mul(p, 2), artanhTail(e)));
  return where(isSmall(e), near, sub(mul(p, farLogRatio(p, q)), difference));
}
