import { assertTensor } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';
import { assertBatch } from './checked.ts';
import type { Distribution } from './distribution.ts';
import { continuousBernoulliBy } from './likelihoods/continuousBernoulliLikelihood.ts';

/**
 * Continuous Bernoulli variables by their logits, independent of one another: what Bernoulli variables are for grey values,
 * as a density on [0, 1].
 *
 *   log p(x | l) = Σ l x − log((eˡ − 1) / l)      mean = 1/(1 − e^−l) − 1/l
 *
 * Gradients pass through samples. An x outside [0, 1] has no density, and nothing here checks it.
 *
 * @param logits `[batch, ...features]`, any real numbers; they stay the caller's
 * @returns the distributions, over the same shape
 * @throws TypeError unless a float32 tensor, RangeError unless there is a batch
 * @example
 * continuousBernoulli(tensor2d([[2, 0]])).logProb(tensor2d([[1, 0.3]]));  // [0.8386]
 * @see Loaiza-Ganem & Cunningham, 2019, https://arxiv.org/abs/1907.06845
 */
export function continuousBernoulli(logits: Tensor): Distribution {
  assertTensor('continuousBernoulli', 'logits', logits);
  assertBatch('continuousBernoulli', 'logits', logits);
  return continuousBernoulliBy('continuousBernoulli(logits)', logits);
}
