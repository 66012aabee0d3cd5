import { mul, square, type Tensor } from '@tensorflow/tfjs-core';
import { horner } from './horner.ts';

// 1/3, 1/5, …, 1/21: for |e| < ½ what follows is below 2e-7 of the sum, and below 2e-8 of artanh e, to which it is added.
const coefficients = /* @__PURE__ */ Array.from({ length: 10 }, (_, k) => 1 / (2 * k + 3));

/**
 * artanh e − e = e³/3 + e⁵/5 + …, for |e| < ½.
 *
 * log(p / q) is 2 artanh((p − q) / (p + q)): so a logarithm keeps its digits near 1, on a GPU too, whose `log1p` does not.
 */
export function artanhTail(e: Tensor): Tensor {
  const squared = square(e);
  return mul(mul(e, squared), horner(squared, coefficients));
}
