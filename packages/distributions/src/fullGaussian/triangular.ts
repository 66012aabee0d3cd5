import { matrixMask } from '@latentkit/shared';
import { add, expandDims, eye, matMul, mul, reshape, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';

/** What is on and below the diagonal, and 0 above. */
export function lowerTriangle(matrices: Tensor3D): Tensor3D {
  const size = matrices.shape[1];
  return mul(
    matrices,
    matrixMask(size, (row, column) => row >= column),
  );
}

/** L⁻¹ x for vectors `[batch, d]`. */
export function applyTo(matrices: Tensor3D, vectors: Tensor2D): Tensor2D {
  return reshape(matMul(matrices, expandDims(vectors, 2)), vectors.shape);
}

/** M with more on its diagonal, `[batch, d]`. */
export function plusDiagonal(matrices: Tensor3D, more: Tensor2D): Tensor3D {
  return add(matrices, mul(eye(matrices.shape[1]), expandDims(more, 2)));
}

/** I + M. */
export function plusIdentity(matrices: Tensor3D): Tensor3D {
  return add(matrices, eye(matrices.shape[1]));
}
