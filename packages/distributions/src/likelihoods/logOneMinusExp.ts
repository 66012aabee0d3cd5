import { add, exp, less, log, log1p, mul, neg, type Tensor, where } from '@tensorflow/tfjs-core';

// Below it a series is exact in float32, above it nothing cancels.
const MIDDLE = 2;

/**
 * log((1 − e^−a) / a) for a ≥ 0: what remains of {@link logOneMinusExp} without log a, and 0 at 0.
 *
 * The exponential of a small number, less 1, loses its digits on a GPU, which has no expm1: hence two branches. Either one
 * is given a harmless argument where the other is taken, so that gradients are finite, too.
 */
export function logMeanExp(a: Tensor): Tensor {
  const small = less(a, MIDDLE);
  const far = where(small, MIDDLE, a);
  return where(small, nearZero(where(small, a, 0)), add(log1p(neg(exp(neg(far)))), neg(log(far))));
}

/** log(1 − e^−a) for a > 0 of which the logarithm is known, however small or large a is. */
export function logOneMinusExp(a: Tensor, logarithm: Tensor): Tensor {
  const small = less(a, MIDDLE);
  const near = add(nearZero(where(small, a, 0)), where(small, logarithm, 0));
  return where(small, near, log1p(neg(exp(neg(where(small, MIDDLE, a))))));
}

/** log((1 − e^−a) / a) = −a/2 + log(sinh(y) / y),  y = a/2 ≤ 1, by the series of sinh; the next term is below 2e-10. */
function nearZero(a: Tensor): Tensor {
  const square = mul(mul(a, a), 0.25);
  let series: Tensor = mul(square, 1 / 110);
  for (const factor of [72, 42, 20, 6]) series = mul(add(series, 1), mul(square, 1 / factor));
  return add(mul(a, -0.5), log1p(series));
}
