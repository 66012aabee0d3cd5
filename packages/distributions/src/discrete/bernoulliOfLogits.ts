import { bernoulliFromLogits } from '@latentkit/backend';
import { assertTensor } from '@latentkit/check';
import { uniform } from '@latentkit/random';
import { perExample } from '@latentkit/shared';
import { cast, less, neg, sigmoid, type Tensor } from '@tensorflow/tfjs-core';
import { assertBatch, checkedDistribution } from '../checked.ts';
import type { ClosedForms } from '../closedForms/closedForms.ts';
import type { Distribution } from '../distribution.ts';
import { bernoulliKlFromLogits } from './bernoulliKlFromLogits.ts';

/** Bernoulli or categorical variables by their logits. */
export interface OfLogits extends Distribution {
  /** What it is given by. */
  readonly parameters: { readonly logits: Tensor } & Readonly<Record<string, Tensor>>;
}

const closedForms: ClosedForms<OfLogits> = {
  family: 'bernoulliOfLogits',
  kl: (p, q) => bernoulliKlFromLogits(p.parameters.logits, q.parameters.logits),
};

/**
 * Bernoulli variables by their logits, independent of one another.
 *
 *   log p(x | l) = Σ [x log p + (1 − x) log(1 − p)],  p = sigmoid(l);   −Σ softplus(l) − l x is what is computed
 *
 * Nothing overflows or is rounded to 0 or 1, whatever the logit; one kernel on 'wasm'. An x within (0, 1) gives minus a
 * cross-entropy. Samples are 0 or 1, and no gradient passes through them. Closed forms: KL, Jeffreys.
 *
 * @param logits `[batch, ...features]`, any real numbers; they stay the caller's
 * @returns the distributions, over the same shape
 * @throws TypeError unless a float32 tensor, RangeError unless there is a batch
 * @example
 * bernoulliOfLogits(tensor2d([[0, 0]])).logProb(tensor2d([[0, 1]]));  // [-1.3863]
 * kl(bernoulliOfLogits(tensor2d([[1e4, 3]])), bernoulliOfLogits(tensor2d([[0, 3]])));  // [0.6931]
 */
export function bernoulliOfLogits(logits: Tensor): OfLogits {
  assertTensor('bernoulliOfLogits', 'logits', logits);
  assertBatch('bernoulliOfLogits', 'logits', logits);
  return bernoulliBy('bernoulliOfLogits(logits)', logits);
}

/** {@link bernoulliOfLogits} for a caller of another name. */
export function bernoulliBy(caller: string, logits: Tensor): OfLogits {
  return {
    ...checkedDistribution(caller, logits.shape, {
      sample: (key) => cast(less(uniform(key, logits.shape), sigmoid(logits)), 'float32'),
      logProb: (x) => neg(bernoulliFromLogits(perExample(caller, logits), perExample(caller, x))),
      mean: () => sigmoid(logits),
    }),
    parameters: { logits },
    closedForms,
  };
}
