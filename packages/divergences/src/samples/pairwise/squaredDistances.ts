import { fusedMatMul } from '@latentkit/backend';
import {
  concat,
  customGrad,
  eye,
  mean,
  mul,
  ones,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  transpose,
  zerosLike,
} from '@tensorflow/tfjs-core';

/**
 * The squared Euclidean distance of every pair of two samples, in one product of matrices.
 *
 *   ‖x − y‖² = ‖x‖² + ‖y‖² − 2 x·y,   taken about the mean of y, and 0 where rounding made it negative
 *
 * It is good to about 1e-7 of the squared distance from that mean, not of the distance itself: close pairs that are far
 * from all others come out less exact. Of a tensor with itself the diagonal is exactly 0.
 *
 * @param x `[n, features]`
 * @param y `[m, features]`
 * @returns `[n, m]`, at least 0, in squared units of the data; its gradient is 0 where it is
 */
export function squaredDistances(x: Tensor2D, y: Tensor2D): Tensor2D {
  return tidy(() => {
    const centre = constantMean(y);
    const a = sub(x, centre);
    const b = x === y ? a : sub(y, centre);
    // ‖x‖² goes along as one more feature, times 1.
    const left = concat([mul(a, -2), sum(square(a), 1, true)], 1) as Tensor2D;
    const right = transpose(concat([b, ones([b.shape[0]!, 1])], 1)) as Tensor2D;
    const bias = sum(square(b), 1) as Tensor1D;
    const distances = fusedMatMul(left, right, { bias, activation: { name: 'relu' } });
    return x === y ? withoutDiagonal(distances) : distances;
  });
}

/** A square matrix with zeros on its diagonal. */
export function withoutDiagonal(matrix: Tensor2D): Tensor2D {
  // Not by comparison or oneHot, the one slow and the other wrong for floats on 'wasm'.
  return mul(matrix, sub(1, eye(matrix.shape[0])));
}

/** The mean of the samples, for which distances do not care: a constant, so that no gradient comes of its rounding. */
const constantMean = /* @__PURE__ */ customGrad((y) => ({
  value: mean(y as Tensor, 0),
  gradFunc: () => zerosLike(y as Tensor),
}));
