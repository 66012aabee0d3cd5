import {
  abs,
  add,
  div,
  exp,
  less,
  mul,
  pow,
  type Scalar,
  scalar,
  sqrt,
  square,
  sub,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { logRatio } from './logRatio.ts';

/** Enough terms of the series of {@link expTail} for |x| below 1. */
const TERMS = 11;

/**
 * (p^a q^(1 − a) − a p − (1 − a) q) / (a (a − 1)) for p, q > 0 and an order a that is neither 0 nor 1.
 *
 * With L = log(p / q) the numerator is q (h(a L) − a h(L)), h(x) = eˣ − 1 − x, where p and q are close.
 */
export function alphaTerm(order: number, p: Tensor, q: Tensor): Tensor {
  const ratio = logRatio(p, q);
  const isNear = less(abs(ratio), 1);
  const nearRatio = where(isNear, ratio, zerosLike(ratio));
  const near = mul(q, sub(expTail(mul(nearRatio, order)), mul(expTail(nearRatio), order)));
  // q (p / q)^a as a square: its root overflows or rounds to 0 only where the whole does.
  const root = mul(sqrt(q), pow(div(sqrt(p), sqrt(q)), order));
  const far = sub(sub(square(root), mul(p, order)), mul(q, 1 - order));
  return mul(where(isNear, near, far), 1 / (order * (order - 1)));
}

/** eˣ − 1 − x = x²/2! + x³/3! + … */
function expTail(x: Tensor): Tensor {
  const isSmall = less(abs(x), 1);
  const small = where(isSmall, x, zerosLike(x));
  let sum: Tensor = scalar(1) as Scalar;
  for (let k = TERMS; k >= 3; k--) sum = add(mul(sum, mul(small, 1 / k)), 1);
  return where(isSmall, mul(mul(small, small), mul(sum, 0.5)), sub(sub(exp(x), 1), x));
}
