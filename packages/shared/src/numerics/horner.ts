import { add, fill, mul, type Tensor } from '@tensorflow/tfjs-core';

/** The polynomial c₀ + c₁x + c₂x² + … at every x, by Horner's rule. */
export function horner(x: Tensor, coefficients: readonly number[]): Tensor {
  const [last = 0, ...others] = [...coefficients].reverse();
  return others.reduce<Tensor>((sum, coefficient) => add(mul(sum, x), coefficient), fill(x.shape, last));
}
