import { assertFinite, assertSameShape } from '@latentkit/check';
import { add, mul, type Tensor } from '@tensorflow/tfjs-core';
import { LinearCombination } from './kernelNames.ts';
import { kernelOr } from './kernelOr.ts';

/**
 * αa + βb in one pass, but for 'cpu': a step of gradient descent, momentum, a moving average.
 *
 * @param alpha what the first is multiplied by
 * @param a a tensor
 * @param beta what the second is multiplied by
 * @param b of the same shape
 * @returns their shape; no gradient flows through it
 * @throws TypeError unless float32 tensors, RangeError unless of one shape
 * @example
 * linearCombination(0.9, tensor1d([1, 2]), 0.1, tensor1d([11, 22]));  // [2, 4]
 */
export function linearCombination(alpha: number, a: Tensor, beta: number, b: Tensor): Tensor {
  assertSameShape('linearCombination', { a, b });
  assertFinite('linearCombination', 'alpha', alpha);
  assertFinite('linearCombination', 'beta', beta);
  return kernelOr(LinearCombination, { a, b }, { alpha, beta }, () => add(mul(a, alpha), mul(b, beta)));
}
