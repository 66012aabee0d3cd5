import {
  clone,
  customGrad,
  div,
  equal,
  max,
  mean,
  mul,
  onesLike,
  pow,
  reshape,
  sign,
  square,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';

/**
 * The weighted power mean of each row: `[rows, length] -> [rows]`.
 *
 *   (Σ wₖ |vₖ|^order)^(1/order)
 *
 * Powers are taken of v / max |v|, so that they neither overflow nor vanish in float32. Where a row is all 0 the root has
 * no gradient; 0 is taken, never NaN.
 *
 * @param weights `[length]`, summing to 1; all equal where left out
 */
export function powerMean(values: Tensor2D, order: number, weights?: Tensor1D): Tensor1D {
  const average = (x: Tensor) => (weights ? sum<Tensor1D>(mul(x, weights), 1) : mean<Tensor1D>(x, 1));
  // Not tf.abs, which has the slope −1 at 0: where two samples coincide, neither pulls.
  const sizes = mul(values, sign(values));
  if (order === 1) return average(sizes);
  const largest = constant(max(sizes, 1, true));
  const scale = where(equal(largest, 0), onesLike(largest), largest);
  const share = div(sizes, scale);
  const total = average(order === 2 ? square(share) : pow(share, order));
  const none = equal(total, 0);
  const root = pow(where(none, onesLike(total), total), 1 / order);
  return mul(where(none, zerosLike(total), root), reshape(scale, [-1]));
}

/** `x` for the value, a constant for the gradient: the mean is homogeneous, so the derivative by its scale is 0. */
function constant(x: Tensor): Tensor {
  return customGrad((input) => ({ value: clone(input as Tensor), gradFunc: (dy: Tensor) => zerosLike(dy) }))(x);
}
