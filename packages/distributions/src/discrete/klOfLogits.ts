import { expExcess, preciseLog1p } from '@latentkit/shared';
import {
  abs,
  add,
  lessEqual,
  logSoftmax,
  logSumExp,
  max,
  mul,
  softmax,
  squeeze,
  sub,
  sum,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';

/**
 * KL of categoricals by their logits, over the last axis: `[..., outcomes] -> [...]`.
 *
 * With δ = logits of q − logits of p, less its mean under p (which changes nothing), Σ p δ = 0 and so
 *
 *   KL = log Σ p exp(δ) = log(1 + Σ p (exp(δ) − 1 − δ))
 *
 * The second form loses no digits where p is near q, the first does not overflow where they are far apart.
 */
export function klOfLogits(p: Tensor, q: Tensor): Tensor {
  const axis = p.rank - 1;
  const logP = logSoftmax(p, axis);
  const probability = softmax(p, axis); // not exp(logP), which has lost digits where it is small
  const centre = (values: Tensor) => sub(values, sum(mul(probability, values), axis, true));
  const centred = centre(centre(sub(q, p))); // twice, because what rounding leaves of the mean is an error of that size
  const farthest = max(abs(centred), axis, true);
  // In full shape: on WebGPU the gradient of `where` is wrong where its condition has to be broadcast.
  const near = lessEqual(add(farthest, zerosLike(centred)), 8);
  const small = where(near, centred, zerosLike(centred));
  return where(
    lessEqual(squeeze(farthest, [axis]), 8),
    preciseLog1p(sum(mul(probability, expExcess(small)), axis)),
    logSumExp(add(logP, centred), axis),
  );
}
