import { cast, customGrad, gather, neg, type Tensor, type Tensor2D, topk } from '@tensorflow/tfjs-core';

/**
 * Each row in descending order, differentiable: every value hands its gradient to where it came from.
 *
 * The gradient of tfjs's `topk` goes through a one-hot matrix, n² numbers a row; here it is one more sort, of n numbers.
 */
export function sortRows(x: Tensor2D): Tensor2D {
  const length = x.shape[1];
  return customGrad((input, save) => {
    const { values, indices } = topk(input as Tensor2D, length);
    (save as (tensors: Tensor[]) => void)([indices]);
    return {
      value: values as Tensor2D,
      gradFunc: (dy: Tensor2D, saved: Tensor[]) => {
        // What puts an order back in order is its inverse. Float32 counts exactly to 2^24.
        const inverse = topk(neg(cast(saved[0]!, 'float32')), length).indices;
        return gather(dy, inverse, 1, 1);
      },
    };
  })(x) as Tensor2D;
}
