import { foldIn, type Key, normal, uniform } from '@latentkit/random';
import {
  add,
  clipByValue,
  customGrad,
  div,
  greater,
  less,
  log,
  logicalAnd,
  maximum,
  mul,
  onesLike,
  sqrt,
  square,
  sub,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';

/** Each is accepted with a probability of at least 0.95: all are refused once in 10¹³ draws, which then are the last. */
const TRIES = 10;

/**
 * The logarithm of a gamma variable of rate 1, elementwise, without gradient; the logarithm, because a concentration of
 * 0.01 gives numbers that float32 takes for 0.
 *
 * @param concentration above 0
 * @see Marsaglia & Tsang, A simple method for generating gamma variables, 2000. https://doi.org/10.1145/358407.358414
 */
export function gammaLogSample(key: Key, concentration: Tensor): Tensor {
  return customGrad((x) => ({
    value: draw(key, x as Tensor),
    gradFunc: (dy: Tensor) => zerosLike(dy),
  }))(concentration);
}

function draw(key: Key, concentration: Tensor): Tensor {
  const { shape } = concentration;
  const small = less(concentration, 1);
  const d = sub(where(small, add(concentration, 1), concentration), 1 / 3);
  const c = div(1, sqrt(mul(d, 9)));
  let result: Tensor = onesLike(d);
  for (let attempt = TRIES - 1; attempt >= 0; attempt--) {
    const z = normal(foldIn(key, 2 * attempt), shape);
    const root = add(mul(c, z), 1);
    const v = mul(square(root), root);
    const logV = log(maximum(v, 1e-30));
    const bound = add(mul(square(z), 0.5), mul(d, add(sub(1, v), logV)));
    const accepted = logicalAnd(greater(v, 0), less(log(unit(foldIn(key, 2 * attempt + 1), shape)), bound));
    result = where(accepted, logV, attempt === TRIES - 1 ? zerosLike(result) : result);
  }
  const boost = div(log(unit(foldIn(key, 2 * TRIES), shape)), where(small, concentration, onesLike(concentration)));
  return add(add(log(d), result), where(small, boost, zerosLike(boost)));
}

/** Uniform numbers that are not 0. */
const unit = (key: Key, shape: number[]) => clipByValue(uniform(key, shape), 2 ** -24, 1);
