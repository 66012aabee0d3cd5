import { assertSameShape } from '@latentkit/check';
import { mul, softplus, sub, sum, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { Bernoulli } from './kernelNames.ts';
import { kernelOr } from './kernelOr.ts';

/**
 * The negative log-likelihood of Bernoulli variables by their logits, Σ softplus(l) − l t, in one kernel on 'wasm'. It
 * has gradients of every order.
 *
 * @param logits `[batch, features]`
 * @param target the same shape, in [0, 1]
 * @returns `[batch]`, in nats
 * @throws TypeError unless float32 tensors, RangeError unless of one shape
 * @example
 * bernoulliFromLogits(tensor2d([[0, 0]]), tensor2d([[0, 1]]));  // [1.3863]
 */
export function bernoulliFromLogits(logits: Tensor2D, target: Tensor2D): Tensor1D {
  assertSameShape('bernoulliFromLogits', { logits, target });
  return kernelOr(Bernoulli, { logits, target }, {}, () => sum(sub(softplus(logits), mul(logits, target)), 1));
}
