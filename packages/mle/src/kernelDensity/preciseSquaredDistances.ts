import {
  add,
  matMul,
  mul,
  relu,
  reshape,
  slice,
  square,
  squaredDifference,
  sub,
  sum,
  type Tensor2D,
  transpose,
} from '@tensorflow/tfjs-core';

/** Up to so many features distances are sums of squared differences, which lose nothing. */
const FEW = 16;

/**
 * Squared distances between rows: `[n, d]` and `[m, d]` to `[n, m]`.
 *
 * With many features they are multiplied out, `‖x‖² − 2 x·y + ‖y‖²`: far quicker, and their error of about 1e-7 (‖x‖² + ‖y‖²)
 * is small beside the many squares they sum. With few it would not be.
 *
 * `squaredDistances` of @latentkit/divergences differs: it always multiplies out, in one fused product about the mean of y,
 * for gradients of samples whose kernels are as wide as the data.
 */
export function preciseSquaredDistances(x: Tensor2D, y: Tensor2D): Tensor2D {
  const [count, size] = x.shape;
  const others = y.shape[0];
  if (size > FEW) {
    const norms = add(sum(square(x), 1, true), reshape(sum(square(y), 1), [1, others]));
    return relu(sub<Tensor2D>(norms, mul(2, matMul(x, y, false, true))));
  }
  const columns = transpose(y);
  return Array.from({ length: size }, (_, j) =>
    squaredDifference<Tensor2D>(slice(x, [0, j], [count, 1]), slice(columns, [j, 0], [1, others])),
  ).reduce((a, b) => add(a, b));
}
