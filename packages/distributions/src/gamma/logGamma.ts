import {
  add,
  div,
  expandDims,
  less,
  log,
  mul,
  range,
  square,
  sub,
  sum,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';

/** From here on three terms of Stirling's series leave less than float32 can tell. */
const FAR = 8;

/**
 * log Γ(x), elementwise, for x > 0, to a few units in the last place of it or of 1, with its gradient.
 *
 *   (x − ½) log x − x + ½ log 2π + 1/12x − 1/360x³ + 1/1260x⁵ for x ≥ 8;  log Γ(x + 8) − Σ log(x + k), k < 8, below
 */
export function logGamma(x: Tensor): Tensor {
  const below = less(x, FAR);
  const far = where(below, add(x, FAR), x);
  const near = where(below, x, add(zerosLike(x), 1));
  const steps = sum(log(add(expandDims(near, -1), range(0, FAR, 1, 'float32'))), -1);
  const inverse = div(1, far);
  const squared = square(inverse);
  const series = mul(inverse, add(1 / 12, mul(squared, add(-1 / 360, mul(squared, 1 / 1260)))));
  const leading = sub(mul(sub(far, 0.5), log(far)), sub(far, 0.5 * Math.log(2 * Math.PI)));
  return sub(add(leading, series), where(below, steps, zerosLike(steps)));
}
