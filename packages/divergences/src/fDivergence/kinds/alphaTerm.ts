import { expExcess } from '@latentkit/shared';
import {
  abs,
  customGrad,
  div,
  less,
  mul,
  pow,
  sqrt,
  square,
  sub,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { logRatio } from '../logRatio.ts';

/**
 * (p^a q^(1 − a) − a p − (1 − a) q) / (a (a − 1)) for p, q > 0 and an order a that is neither 0 nor 1.
 *
 * With L = log(p / q) the numerator is q (h(a L) − a h(L)), h(x) = eˣ − 1 − x, where p and q are close.
 */
export function alphaTerm(order: number, p: Tensor, q: Tensor): Tensor {
  const ratio = logRatio(p, q);
  const isNear = less(abs(ratio), 1);
  const nearRatio = where(isNear, ratio, zerosLike(ratio));
  const near = mul(q, sub(expExcess(mul(nearRatio, order)), mul(expExcess(nearRatio), order)));
  const far = sub(sub(weightedPower(order, p, q), mul(p, order)), mul(q, 1 - order));
  return mul(where(isNear, near, far), 1 / (order * (order - 1)));
}

/**
 * p^a q^(1 − a) = q (p / q)^a. Its slopes are one power each: as a product of several its gradient would be ∞ − ∞ where they
 * are beyond float32.
 */
function weightedPower(order: number, p: Tensor, q: Tensor): Tensor {
  return customGrad((p, q, save) => {
    (save as (tensors: Tensor[]) => void)([p as Tensor, q as Tensor]);
    // As a square: its root overflows or rounds to 0 only where the whole does.
    const root = mul(sqrt(q as Tensor), ratioToThe(order / 2, p as Tensor, q as Tensor));
    return {
      value: square(root),
      gradFunc: (dy: Tensor, [p, q]: Tensor[]) => [
        mul(dy, mul(ratioToThe(order - 1, p!, q!), order)),
        mul(dy, mul(ratioToThe(order, p!, q!), 1 - order)),
      ],
    };
  })(p, q);
}

/** (p / q)^exponent, of roots, whose ratio is never beyond float32. */
function ratioToThe(exponent: number, p: Tensor, q: Tensor): Tensor {
  return pow(div(sqrt(p), sqrt(q)), 2 * exponent);
}
