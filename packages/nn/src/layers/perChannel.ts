import { reshape, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';

/**
 * Runs `fn` on `[batch × everything else, channels]`. Reshaping costs nothing, and to sum over one leading axis, as the
 * gradient of every bias does, is several times faster than over three.
 */
export function perChannel(input: Tensor, fn: (flat: Tensor2D) => Tensor): Tensor {
  return reshape(fn(reshape(input, [-1, input.shape.at(-1)!])), input.shape);
}
