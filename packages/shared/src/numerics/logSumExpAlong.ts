import { add, customGrad, div, exp, log, max, mul, reshape, sub, sum, type Tensor } from '@tensorflow/tfjs-core';

/**
 * `ln Σ exp x` along an axis. Its gradient is the softmax, at once: `logSumExp` of tfjs goes back through the greatest value
 * too, whose gradient is 0 in total, and compares all numbers with it to find that out.
 */
export function logSumExpAlong<T extends Tensor>(x: Tensor, axis: number): T {
  const of = customGrad((input, save) => {
    const values = input as Tensor;
    (save as (tensors: Tensor[]) => void)([values]);
    const most = max(values, axis, true);
    const total = log(sum(exp(sub(values, most)), axis));
    const gradFunc = (dy: Tensor, [saved]: Tensor[]) => {
      const greatest = max(saved!, axis, true);
      const shares = exp(sub(saved!, greatest));
      return [mul(div(shares, sum(shares, axis, true)), reshape(dy, greatest.shape))];
    };
    return { value: add(total, reshape(most, total.shape)), gradFunc };
  });
  return of(x) as T;
}
