import { abs, add, exp, lessEqual, mul, square, sub, type Tensor, where, zerosLike } from '@tensorflow/tfjs-core';
import { horner } from './horner.ts';

// 1/2!, 1/3!, …, 1/12!: what follows is below 2e-9 of the sum for |x| ≤ 1.
const coefficients = /* @__PURE__ */ Array.from({ length: 11 }, (_, k) => 1 / factorial(k + 2));

/**
 * By how much eˣ lies above its tangent at 0, eˣ − 1 − x ≥ 0: to a few units in the last place, also near 0 and on a GPU,
 * whose exp(x) − 1 and `expm1` keep no digit of it there.
 *
 * The KL divergence of a Gaussian is ½ of it at log σ₁² − log σ₂², and that of categoricals is made of it.
 */
export function expExcess(x: Tensor): Tensor {
  const near = lessEqual(abs(x), 1);
  const small = where(near, x, zerosLike(x)); // its powers must not overflow, for their gradient is 0 · ∞ = NaN
  return where(near, mul(square(small), horner(small, coefficients)), sub(sub(exp(x), 1), x));
}

/** eˣ − 1 with the digits that a GPU's `expm1` loses near 0. */
export function preciseExpm1(x: Tensor): Tensor {
  const near = lessEqual(abs(x), 1);
  const small = where(near, x, zerosLike(x));
  return where(near, add(small, expExcess(small)), sub(exp(x), 1));
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
