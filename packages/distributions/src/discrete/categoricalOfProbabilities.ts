import { sumFeatures } from '@latentkit/shared';
import { clone, fill, greater, log, onesLike, type Tensor, where } from '@tensorflow/tfjs-core';
import { checkedDistribution } from '../checked.ts';
import type { ClosedForms } from '../closedForms/closedForms.ts';
import { timesLog } from '../timesLog.ts';
import type { OfProbabilities } from './bernoulliOfProbabilities.ts';
import { categoricalKl } from './categoricalKl.ts';
import { assertOutcomes, sampleOutcomes } from './outcomes.ts';

const closedForms: ClosedForms<OfProbabilities> = {
  family: 'categoricalOfProbabilities',
  kl: (p, q) => categoricalKl(p.parameters.probabilities, q.parameters.probabilities),
};

/**
 * Categorical variables by their probabilities, independent of one another. An event is one-hot: 1 for the outcome, 0 for
 * others.
 *
 *   log P(x | p) = Σ x log p,  0 log 0 = 0      mean = p
 *
 * −∞ for what p rules out. No gradient passes through samples. Closed forms: KL, Jeffreys.
 *
 * @param probabilities `[batch, ...variables, outcomes]`, at least 0, each variable's sum 1; they stay the caller's
 * @returns the distributions, over the same shape
 * @throws TypeError unless a float32 tensor, RangeError unless there are a batch and an axis of outcomes
 * @example
 * const p = categoricalOfProbabilities(tensor2d([[0.5, 0.5, 0]]));
 * kl(p, categoricalOfProbabilities(tensor2d([[0.25, 0.25, 0.5]])));  // [0.6931]
 */
export function categoricalOfProbabilities(probabilities: Tensor): OfProbabilities {
  assertOutcomes('categoricalOfProbabilities', 'probabilities', probabilities);
  return {
    ...checkedDistribution('categoricalOfProbabilities(probabilities)', probabilities.shape, {
      sample(key) {
        const possible = greater(probabilities, 0);
        const logs = log(where(possible, probabilities, onesLike(probabilities)));
        return sampleOutcomes(key, where(possible, logs, fill(probabilities.shape, Number.NEGATIVE_INFINITY)));
      },
      logProb: (x) => sumFeatures('categoricalOfProbabilities', timesLog(x, probabilities)),
      mean: () => clone(probabilities),
    }),
    parameters: { probabilities },
    closedForms,
  };
}
