import { cast, mul, softplus, sub, sum, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { Bernoulli } from './kernelNames.ts';
import { kernelOr } from './kernelOr.ts';

/**
 * The negative log-likelihood of Bernoulli variables by their logits, Σ softplus(l) − l t, in one kernel on 'wasm'. It
 * has gradients of every order.
 *
 * @param logits `[batch, features]`
 * @param target the same shape, in [0, 1]
 * @returns `[batch]`, in nats
 * @example
 * bernoulliFromLogits(tensor2d([[0, 0]]), tensor2d([[0, 1]]));  // [1.3863]
 */
export function bernoulliFromLogits(logits: Tensor2D, target: Tensor2D): Tensor1D {
  return tidy(() => {
    // Kernels read floats; black and white pixels may be truth values.
    const t = target.dtype === 'float32' ? target : cast(target, 'float32');
    return kernelOr(Bernoulli, { logits, target: t }, {}, () => sum(sub(softplus(logits), mul(logits, t)), 1));
  });
}
