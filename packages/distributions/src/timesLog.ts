import {
  equal,
  fill,
  greater,
  log,
  logicalOr,
  mul,
  onesLike,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';

/** x log y for y ≥ 0, where 0 log 0 = 0; −∞ or ∞ where only y is 0, by the sign of x, also on a GPU. */
export function timesLog(x: Tensor, y: Tensor): Tensor {
  const none = equal(x, 0);
  const zero = equal(y, 0);
  const finite = where(none, zerosLike(x), mul(x, log(where(logicalOr(none, zero), onesLike(y), y))));
  const infinite = where(
    greater(x, 0),
    fill(x.shape, Number.NEGATIVE_INFINITY),
    fill(x.shape, Number.POSITIVE_INFINITY),
  );
  return where(zero, where(none, zerosLike(x), infinite), finite);
}
