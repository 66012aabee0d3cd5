import {
  div,
  expandDims,
  eye,
  matMul,
  mul,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tensor2d,
} from '@tensorflow/tfjs-core';

/**
 * The inverses of lower triangular matrices `[batch, d, d]`, of which nothing above the diagonal is read.
 *
 * By blocks that double: where X holds the inverses of the diagonal blocks A and B of [[A, 0], [C, B]], that of the whole
 * has −B⁻¹ C A⁻¹ in its corner. So there are 2 log₂ d products, each of all matrices whole, in place of d short steps,
 * and the gradient is that of products.
 */
export function invertLower(matrices: Tensor3D): Tensor3D {
  const size = matrices.shape[1];
  let inverse: Tensor = mul(eye(size), expandDims(div(1, diagonal(matrices)), 2));
  for (let block = 1; block < size; block *= 2) {
    const corners = matrixMask(size, (row, column) => {
      const [down, across] = [Math.floor(row / block), Math.floor(column / block)];
      return down % 2 === 1 && across === down - 1;
    });
    inverse = sub(inverse, matMul(inverse, matMul(mul(matrices, corners), inverse)));
  }
  return inverse as Tensor3D;
}

/** The diagonals, `[batch, d, d] -> [batch, d]`. */
export function diagonal(matrices: Tensor3D): Tensor2D {
  return sum(mul(matrices, eye(matrices.shape[1])), 2);
}

/** A matrix of 1 where it is kept, and of 0 elsewhere. */
export function matrixMask(size: number, keeps: (row: number, column: number) => boolean): Tensor2D {
  const values = Float32Array.from({ length: size * size }, (_, i) => (keeps(Math.floor(i / size), i % size) ? 1 : 0));
  return tensor2d(values, [size, size]);
}
