import { artanhTail } from '@latentkit/shared';
import { add, div, less, log, mul, sqrt, square, sub, type Tensor, where } from '@tensorflow/tfjs-core';

/** (p − q) / (p + q) in −1 … 1: small where p and q are close, and then exact to the last digit. */
export function contrast(p: Tensor, q: Tensor): Tensor {
  return div(sub(p, q), add(p, q));
}

/** Whether a contrast is small enough for the series of {@link artanhTail}. */
export function isSmall(contrast: Tensor): Tensor {
  return less(square(contrast), 0.25);
}

/** log(p / q) for a ratio that may be beyond float32: the ratio of the roots is not. */
export function farLogRatio(p: Tensor, q: Tensor): Tensor {
  return mul(log(div(sqrt(p), sqrt(q))), 2);
}

/**
 * log(p / q) for p, q > 0 with all digits also where p and q are close: 2 artanh((p − q) / (p + q)).
 * (`log1p` would do on the CPU; GPUs compute it as log(1 + x), which has rounded x away.)
 */
export function logRatio(p: Tensor, q: Tensor): Tensor {
  const e = contrast(p, q);
  return where(isSmall(e), mul(add(e, artanhTail(e)), 2), farLogRatio(p, q));
}
