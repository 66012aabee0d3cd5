import {
  equal,
  fill,
  greater,
  less,
  log,
  logicalAnd,
  logicalOr,
  mul,
  onesLike,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';

// The least normal number of float32: a GPU takes what is smaller for 0.
const SMALLEST = 2 ** -126;

/** x log y for y ≥ 0, where 0 log 0 = 0; −∞ or ∞ where only y is 0, by the sign of x, also on a GPU. */
export function timesLog(x: Tensor, y: Tensor): Tensor {
  const none = equal(x, 0);
  const zero = equal(y, 0);
  // Where x is 0 its derivative log y still counts, unless that is infinite.
  const left = logicalOr(zero, logicalAnd(none, logicalOr(less(y, SMALLEST), equal(y, Number.POSITIVE_INFINITY))));
  const finite = mul(x, log(where(left, onesLike(y), y)));
  const infinite = where(
    greater(x, 0),
    fill(x.shape, Number.NEGATIVE_INFINITY),
    fill(x.shape, Number.POSITIVE_INFINITY),
  );
  return where(zero, where(none, zerosLike(x), infinite), finite);
}
