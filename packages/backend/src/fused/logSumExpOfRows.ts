import { assertFinite, assertTensor } from '@latentkit/check';
import { add, logSumExp, mul, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { LogSumExpOfRows } from './kernelNames.ts';
import { kernelOr } from './kernelOr.ts';

/**
 * The logarithm of a sum of exponentials for each row of a matrix, in one kernel on 'wasm', where no matrix is made in
 * between: what an iteration of Sinkhorn's algorithm does in the log domain.
 *
 *   log Σⱼ exp(scale · matrixᵢⱼ + offsetsⱼ)
 *
 * The largest of a row is taken off first, so nothing overflows. One of each row at least has to be finite. A NaN stays.
 *
 * @param matrix `[rows, columns]`
 * @param offsets `[columns]`, any real numbers or −∞
 * @param scale any real number
 * @returns `[rows]`; on 'wasm' no gradient flows through it
 * @throws TypeError unless float32 tensors
 * @example
 * logSumExpOfRows(tensor2d([[0, 2], [2, 0]]), tensor1d([0, 1]), 0.5);  // [2.1269, 1.6931]
 */
export function logSumExpOfRows(matrix: Tensor2D, offsets: Tensor1D, scale: number): Tensor1D {
  assertTensor('logSumExpOfRows', 'matrix', matrix);
  assertTensor('logSumExpOfRows', 'offsets', offsets);
  assertFinite('logSumExpOfRows', 'scale', scale);
  return kernelOr(LogSumExpOfRows, { matrix, offsets }, { scale }, () =>
    logSumExp<Tensor1D>(add(mul(matrix, scale), offsets), 1),
  );
}
