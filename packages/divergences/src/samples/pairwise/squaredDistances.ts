import { fusedMatMul } from '@latentkit/backend';
import { type MultiplyOut, squaredDistances as pairwise } from '@latentkit/shared';
import { concat, mul, ones, type Tensor2D, transpose } from '@tensorflow/tfjs-core';

/**
 * The squared distance of every pair of two samples, `[n, features], [m, features] -> [n, m]`, in one kernel however few
 * the features: kernels and costs are as wide as the data, so that its rounding does not matter.
 */
export function squaredDistances(x: Tensor2D, y: Tensor2D): Tensor2D {
  return pairwise(x, y, { multiplyOut });
}

const multiplyOut: MultiplyOut = (a, b, normsOfA, bias) => {
  // ‖a‖² goes along as one more feature, times 1.
  const left = concat([mul(a, -2), normsOfA], 1) as Tensor2D;
  const right = transpose(concat([b, ones([b.shape[0], 1])], 1)) as Tensor2D;
  return fusedMatMul(left, right, { bias, activation: { name: 'relu' } });
};
