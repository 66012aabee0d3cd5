import { bernoulliFromLogits } from '@latentkit/backend';
import { assertSameShape } from '@latentkit/check';
import { type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { perExample } from '../sumFeatures.ts';

/**
 * Negative log likelihood of Bernoulli variables given by their logits, per example, summed over its features
 * (binary cross-entropy).
 *
 *   −Σ [t log p + (1 − t) log(1 − p)],  p = sigmoid(l)
 *   =  Σ softplus(l) − l t              which neither overflows nor rounds p to 0 or 1, whatever the logit
 *
 * The gradient by a logit is p − t. For a grey target, 0 < t < 1, the least possible value is the entropy of t, not 0.
 * A target outside [0, 1] is no probability: the loss then has no lower bound, and nothing here checks it.
 *
 * @param logits `[batch, ...features]`, any real numbers
 * @param target the same shape, in [0, 1]
 * @returns `[batch]`, in nats
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * bernoulli(tensor2d([[0, 0]]), tensor2d([[0, 1]]));  // [1.3863]
 */
export function bernoulli(logits: Tensor, target: Tensor): Tensor1D {
  assertSameShape('bernoulli', { logits, target });
  return tidy(() => bernoulliFromLogits(perExample('bernoulli', logits), perExample('bernoulli', target)));
}
