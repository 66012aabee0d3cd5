import {
  add,
  div,
  fill,
  greater,
  greaterEqual,
  lessEqual,
  log,
  logicalAnd,
  logicalNot,
  logicalOr,
  mul,
  onesLike,
  sub,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { artanhTail } from './artanhTail.ts';

/** t − log(1 + t) for t from −½ to 1: log(1 + t) = 2 artanh(s) for s = t / (2 + t), and t − 2s is t s. */
function series(t: Tensor): Tensor {
  const s = div(t, add(t, 2));
  return sub(mul(t, s), mul(artanhTail(s), 2));
}

/** Whether y/x is from ½ to 2. */
export const isNear = (y: Tensor, x: Tensor) =>
  logicalAnd(greater(x, 0), logicalAnd(greaterEqual(y, mul(x, 0.5)), lessEqual(y, mul(x, 2))));

/**
 * By how much the logarithm lies below its tangent: y/x − 1 − log(y/x) ≥ 0, for y, x > 0 (Itakura and Saito's divergence),
 * to a few units in the last place, also where y is near x, and exactly 0 where they are equal.
 *
 * @param difference y − x, where it is known better than by subtraction
 */
export function ratioExcess(y: Tensor, x: Tensor, difference: Tensor = sub(y, x)): Tensor {
  const near = isNear(y, x);
  const t = div(where(near, difference, zerosLike(x)), where(near, x, onesLike(x)));
  return where(near, series(t), sub(sub(div(y, x), 1), sub(log(y), log(x))));
}

/**
 * The KL divergence of Poisson distributions, and of any measures that need not sum to 1: x log(x/y) − x + y ≥ 0, for
 * x, y ≥ 0. It is y where x = 0, ∞ where only y = 0, and exactly 0 where they are equal.
 *
 * The KL divergence of distributions is its sum over the outcomes, in which nothing cancels.
 */
export function poissonExcess(x: Tensor, y: Tensor, difference: Tensor = sub(y, x)): Tensor {
  const near = isNear(y, x);
  const [safeX, safeDifference] = [where(near, x, onesLike(x)), where(near, difference, zerosLike(y))];
  const [positive, possible] = [greater(x, 0), greater(y, 0)];
  const [logX, logY] = [log(where(positive, x, onesLike(x))), log(where(possible, y, onesLike(y)))];
  const far = add(where(positive, mul(x, sub(logX, logY)), zerosLike(x)), difference);
  // Said outright, as log(0) is a finite number on a GPU.
  const allowed = logicalOr(possible, logicalNot(positive));
  const finite = where(near, mul(safeX, series(div(safeDifference, safeX))), far);
  return where(allowed, finite, fill(x.shape, Number.POSITIVE_INFINITY));
}

/** log(1 + t), t > −1, with the digits that log(1 + t) and a GPU's `log1p` lose near 0. */
export function preciseLog1p(t: Tensor): Tensor {
  const near = logicalAnd(greaterEqual(t, -0.5), lessEqual(t, 1));
  const small = where(near, t, zerosLike(t));
  const s = div(small, add(small, 2));
  return where(near, mul(add(s, artanhTail(s)), 2), log(add(t, 1)));
}
