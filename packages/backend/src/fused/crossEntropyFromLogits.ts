import { assertSameShape, assertTensor } from '@latentkit/check';
import {
  cast,
  equal,
  logicalAnd,
  logSoftmax,
  mul,
  neg,
  sum,
  type Tensor1D,
  type Tensor2D,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { CrossEntropy } from './kernelNames.ts';
import { kernelOr } from './kernelOr.ts';

/**
 * The cross-entropy of probabilities with those of logits, in one kernel on 'wasm'. It has gradients of every order; the
 * first by the logits is softmax(l) Σ t − t.
 *
 *   −Σ t log softmax(l) = Σ t (log Σ exp l − l)
 *
 * The largest logit is taken off first, so nothing overflows. A class that is ruled out, by a logit of −∞ and a target
 * of 0, adds 0 and has the gradient 0. One logit at least has to be finite.
 *
 * @param logits `[batch, classes]`, any real numbers or −∞
 * @param target the same shape, 0 or more: a distribution if the classes of an example sum to 1, which need not be
 * @returns `[batch]`, in nats
 * @throws TypeError unless the logits are float32 (the target may be whole numbers or truth values), RangeError unless of one
 * shape
 * @example
 * crossEntropyFromLogits(tensor2d([[0, 0]]), tensor2d([[0, 1]]));  // [0.6931]
 */
export function crossEntropyFromLogits(logits: Tensor2D, target: Tensor2D): Tensor1D {
  // tf.oneHot gives whole numbers, a comparison truth values.
  assertTensor('crossEntropyFromLogits', 'target', target, ['float32', 'int32', 'bool']);
  return tidy(() => {
    const t = target.dtype === 'float32' ? target : cast(target, 'float32');
    assertSameShape('crossEntropyFromLogits', { logits, target: t });
    return kernelOr(CrossEntropy, { logits, target: t }, {}, () => sum(mul(t, surprise(logits, t)), 1));
  });
}

/** −log softmax(l), and 0 where a class is ruled out. */
export function surprise(logits: Tensor2D, target: Tensor2D): Tensor2D {
  const ruledOut = logicalAnd(equal(target, 0), equal(logits, Number.NEGATIVE_INFINITY));
  return where(ruledOut, zerosLike(logits), neg(logSoftmax(logits)));
}
