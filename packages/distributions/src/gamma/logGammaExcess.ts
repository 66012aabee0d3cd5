import { isNear, ratioExcess } from '@latentkit/shared';
import {
  add,
  cast,
  div,
  expandDims,
  less,
  log,
  minimum,
  mul,
  onesLike,
  range,
  square,
  sub,
  sum,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';

/** From here on two terms of Stirling's series are all that float32 can tell. */
const FAR = 8;

/**
 * By how much g(y) lies above the tangent of g at x, g(y) − g(x) − g′(x) (y − x) ≥ 0, where g(x) = log Γ(x) − x log x + x is
 * what is left of log Γ without its leading part: the divergences made of log Γ combine that part in ways of their own.
 *
 * The textbook's log Γ and ψ would leave no digits where x is near y or both are large. Instead, with
 *
 *   g(x) = 1/12x − 1/360x³ − ½ log x + constant for x ≥ 8,   g(x) = g(x + 1) + (x + 1) log(1 + 1/x) − 1 below it,
 *
 * the excess of every part is written so that (almost) nothing cancels.
 *
 * @param y above 0, of any shape
 * @param x above 0, the same shape
 * @param difference y − x
 */
export function logGammaExcess(y: Tensor, x: Tensor, difference: Tensor): Tensor {
  const below = less(minimum(x, y), FAR);
  const k = range(0, FAR, 1, 'float32');
  const each = (values: Tensor, offset: Tensor) => add(expandDims(values, -1), offset);
  const steps = sum(stepExcess(each(y, k), each(x, k), mul(expandDims(difference, -1), onesLike(k))), -1);
  const shift = mul(cast(below, 'float32'), FAR);
  const far = stirlingExcess(add(y, shift), add(x, shift), difference);
  return add(where(below, steps, zerosLike(steps)), far);
}

/** The excess of (x + 1) log(1 + 1/x): (y + 1) log(1 + τ) + (y − x)/x, τ = (x − y) / (y (x + 1)). */
function stepExcess(y: Tensor, x: Tensor, difference: Tensor): Tensor {
  const [upper, lower, next] = [mul(add(y, 1), x), mul(add(x, 1), y), add(y, 1)];
  const quadratic = div(square(difference), mul(lower, x));
  const near = sub(quadratic, mul(next, ratioExcess(upper, lower, sub(zerosLike(x), difference))));
  const far = add(mul(next, sub(log(upper), log(lower))), div(difference, x));
  return where(isNear(upper, lower), near, far);
}

/** The excess of 1/12x − 1/360x³ − ½ log x. */
function stirlingExcess(y: Tensor, x: Tensor, difference: Tensor): Tensor {
  const t = div(difference, x);
  const first = div(square(t), mul(y, 12));
  const polynomial = add(mul(add(mul(t, 3), 8), t), 6);
  const third = div(mul(square(t), polynomial), mul(mul(square(y), y), 360));
  return add(mul(ratioExcess(y, x, difference), 0.5), sub(first, third));
}
