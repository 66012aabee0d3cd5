import { add, exp, log, max, reshape, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import { stopGradient } from '../stopGradient.ts';

/**
 * `ln Σ exp x` along an axis. The greatest value is a constant: its gradient is 0 in total, and `logSumExp` of tfjs compares
 * all numbers with it to find that out.
 */
export function logSumExpAlong<T extends Tensor>(x: Tensor, axis: number): T {
  const most = stopGradient(max(x, axis, true));
  const total = log(sum(exp(sub(x, most)), axis));
  return add(total, reshape(most, total.shape));
}
