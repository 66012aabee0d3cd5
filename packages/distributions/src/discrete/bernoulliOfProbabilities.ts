import { assertTensor } from '@latentkit/check';
import { uniform } from '@latentkit/random';
import { sumFeatures } from '@latentkit/shared';
import { add, cast, clone, less, sub, type Tensor } from '@tensorflow/tfjs-core';
import { assertBatch, checkedDistribution } from '../checked.ts';
import type { ClosedForms } from '../closedForms/closedForms.ts';
import type { Distribution } from '../distribution.ts';
import { timesLog } from '../timesLog.ts';
import { bernoulliKl } from './bernoulliKl.ts';

/** Bernoulli or categorical variables by their probabilities. */
export interface OfProbabilities extends Distribution {
  /** What it is given by. */
  readonly parameters: { readonly probabilities: Tensor } & Readonly<Record<string, Tensor>>;
}

const closedForms: ClosedForms<OfProbabilities> = {
  family: 'bernoulliOfProbabilities',
  kl: (p, q) => bernoulliKl(p.parameters.probabilities, q.parameters.probabilities),
};

/**
 * Bernoulli variables by their probabilities, independent of one another. From logits, which are not rounded to 0 and 1, use
 * {@link bernoulliOfLogits}.
 *
 *   log P(x | p) = Σ [x log p + (1 − x) log(1 − p)],  0 log 0 = 0
 *
 * −∞ for what p rules out. Samples are 0 or 1, and no gradient passes through them. Closed forms: KL, Jeffreys.
 *
 * @param probabilities `[batch, ...features]`, in [0, 1]; they stay the caller's
 * @returns the distributions, over the same shape
 * @throws TypeError unless a float32 tensor, RangeError unless there is a batch
 * @example
 * bernoulliOfProbabilities(tensor2d([[1, 0.5]])).logProb(tensor2d([[1, 0]]));  // [-0.6931]
 */
export function bernoulliOfProbabilities(probabilities: Tensor): OfProbabilities {
  assertTensor('bernoulliOfProbabilities', 'probabilities', probabilities);
  assertBatch('bernoulliOfProbabilities', 'probabilities', probabilities);
  return {
    ...checkedDistribution('bernoulliOfProbabilities(probabilities)', probabilities.shape, {
      sample: (key) => cast(less(uniform(key, probabilities.shape), probabilities), 'float32'),
      logProb: (x) =>
        sumFeatures('logProb', add(timesLog(x, probabilities), timesLog(sub(1, x), sub(1, probabilities)))),
      mean: () => clone(probabilities),
    }),
    parameters: { probabilities },
    closedForms,
  };
}
