import { assertPositive, assertTensor } from '@latentkit/check';
import { add, mean, mul, rsqrt, square, sub, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { BatchNormTraining } from './kernelNames.ts';
import { kernelOr } from './kernelOr.ts';

/** What batch norm gives while it trains. */
export type BatchNormTrainingResult = readonly [
  /** `[batch, channels]` */
  output: Tensor2D,
  /** `[channels]`, of the batch */
  mean: Tensor1D,
  /** `[channels]`, of the batch, biased */
  variance: Tensor1D,
];

/**
 * Batch norm by the statistics of the batch, in a few passes on 'wasm', forward and backward:
 * `scale · (x − mean) / √(variance + ε) + offset`. It has gradients of every order.
 *
 * @param x `[batch, channels]`
 * @param scale `[channels]`
 * @param offset `[channels]`
 * @param epsilon keeps the division finite, above 0
 * @returns the output, and the mean and variance that were used
 * @throws TypeError unless float32 tensors
 * @example
 * batchNormTraining(tensor2d([[1], [3]]), tensor1d([1]), tensor1d([0]), 1e-5)[0];  // [-1, 1]
 */
export function batchNormTraining(
  x: Tensor2D,
  scale: Tensor1D,
  offset: Tensor1D,
  epsilon: number,
): BatchNormTrainingResult {
  for (const [name, value] of Object.entries({ x, scale, offset })) assertTensor('batchNormTraining', name, value);
  assertPositive('batchNormTraining', 'epsilon', epsilon);
  const [output, batchMean, variance] = kernelOr<[Tensor2D, Tensor1D, Tensor1D]>(
    BatchNormTraining,
    { x, scale, offset },
    { epsilon },
    () => {
      const centre = mean<Tensor1D>(x, 0);
      const centred = sub(x, centre);
      const spread = mean<Tensor1D>(square(centred), 0);
      return [add(mul(centred, mul(scale, rsqrt(add(spread, epsilon)))), offset), centre, spread];
    },
  );
  return [output, batchMean, variance];
}
