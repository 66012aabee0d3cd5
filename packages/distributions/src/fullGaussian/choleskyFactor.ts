import { assertTensor, showShape } from '@latentkit/check';
import { cholesky } from '@latentkit/shared';
import { type Tensor, type Tensor3D, tensor3d } from '@tensorflow/tfjs-core';
import { SingularCovarianceError } from './SingularCovarianceError.ts';

/**
 * The lower Cholesky factors of covariance matrices, checked and computed in float64 on the host.
 *
 *   Σ = L Lᵀ,  L lower triangular with a diagonal above 0
 *
 * It reads its argument, hence the promise, and gives no gradient: what is trained is L itself.
 *
 * @param covariance Σ, `[batch, dimensions, dimensions]`, symmetric to 1e-5 of its diagonal
 * @returns L, the same shape, the caller's to dispose
 * @throws RangeError where the shape is another, or a value is NaN, infinite or unequal to its mirror image;
 * SingularCovarianceError where a matrix is not positive definite, or only below what float32 can tell: where a
 * conditional variance is at most d · 2⁻²³ of the variance
 * @example
 * await choleskyFactor(tensor3d([[[4, 2], [2, 2]]]));  // [2, 0, 1, 1]
 * @see Golub & Van Loan, Matrix Computations, 2013, section 4.2.
 */
export async function choleskyFactor(covariance: Tensor): Promise<Tensor3D> {
  assertTensor('choleskyFactor', 'covariance', covariance);
  const [batch, size, width] = covariance.shape;
  if (covariance.shape.length !== 3 || size !== width) {
    throw new RangeError(
      `choleskyFactor: covariance has shape ${showShape(covariance.shape)} but [batch,d,d] was expected.`,
    );
  }
  const values = await covariance.data();
  const factors = new Float32Array(values.length);
  for (let i = 0; i < batch!; i++) {
    factors.set(factorOf(values.subarray(i * size! * size!, (i + 1) * size! * size!), size!, i), i * size! * size!);
  }
  return tensor3d(factors, covariance.shape as [number, number, number]);
}

function factorOf(matrix: ArrayLike<number>, size: number, index: number): Float64Array {
  assertSymmetric(matrix, size, index);
  const { factor, singular } = cholesky(matrix, size, (_, variance) => size * 2 ** -23 * variance);
  if (!singular) return factor;
  const { row, variance } = singular;
  throw new SingularCovarianceError(
    `choleskyFactor: covariance[${index}] is not positive definite: given those before it, ` +
      `dimension ${row} has variance ${variance} of its ${matrix[row * size + row]}. Add a small number to the diagonal.`,
  );
}

function assertSymmetric(matrix: ArrayLike<number>, size: number, index: number): void {
  const refuse = (row: number, column: number, expected: string) => {
    const value = matrix[row * size + column];
    throw new RangeError(
      `choleskyFactor: covariance[${index}][${row}][${column}] is ${value} but ${expected} was expected.`,
    );
  };
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const value = matrix[row * size + column]!;
      const mirrored = matrix[column * size + row]!;
      if (!Number.isFinite(value)) refuse(row, column, 'a finite number');
      const scale = Math.sqrt(Math.abs(matrix[row * size + row]! * matrix[column * size + column]!));
      if (!(Math.abs(value - mirrored) <= 1e-5 * scale)) refuse(column, row, `${value}, as [${row}][${column}] is,`);
    }
  }
}
