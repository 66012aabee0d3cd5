import { add, cast, div, exp, greaterEqual, less, mul, neg, sub, type Tensor, where } from '@tensorflow/tfjs-core';

// Below it the fraction is exact in float32, above it little cancels.
const MIDDLE = 2;

/**
 * The mean of a continuous Bernoulli variable, elementwise.
 *
 *   1 / (1 − e^−l) − 1/l      ½ at 0
 *
 * @param logits of any shape
 * @returns the same shape, in (0, 1)
 */
export function continuousBernoulliMean(logits: Tensor): Tensor {
  const sign = signOf(logits);
  return sub(stepOf(logits), mul(sign, farFromMean(mul(logits, sign))));
}

/** 1 for l ≥ 0, else 0. */
export const stepOf = (l: Tensor): Tensor => cast(greaterEqual(l, 0), 'float32');

/** 1 for l ≥ 0, else −1: at 0, too, so that l · sign is |l| with a derivative. */
export const signOf = (l: Tensor): Tensor => sub(mul(stepOf(l), 2), 1);

/**
 * How far the mean is from the end of [0, 1] that it tends to, for a = |l|.
 *
 *   1/a − 1/(eᵃ − 1)
 *   = ½ − ½ (coth y − 1/y),   y = a/2,   coth y − 1/y = y / (3 + y²/(5 + y²/(7 + …)))     for a small a
 *
 * Cut off after 11, Lambert's fraction is off by 2e-9 at y = 1.
 */
export function farFromMean(a: Tensor): Tensor {
  const small = less(a, MIDDLE);
  const near = mul(where(small, a, 0), 0.5);
  const square = mul(near, near);
  let fraction = add(mul(square, 1 / 11), 9);
  for (const odd of [7, 5, 3]) fraction = add(div(square, fraction), odd);
  const far = where(small, MIDDLE, a);
  const decay = exp(neg(far));
  return where(small, sub(0.5, mul(div(near, fraction), 0.5)), sub(div(1, far), div(decay, sub(1, decay))));
}
