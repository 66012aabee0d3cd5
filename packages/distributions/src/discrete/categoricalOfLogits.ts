import { crossEntropyFromLogits } from '@latentkit/backend';
import { sumFeatures } from '@latentkit/shared';
import { neg, reshape, softmax, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { checkedDistribution } from '../checked.ts';
import type { ClosedForms } from '../closedForms/closedForms.ts';
import type { OfLogits } from './bernoulliOfLogits.ts';
import { categoricalKlFromLogits } from './categoricalKlFromLogits.ts';
import { assertOutcomes, rowsOf, sampleOutcomes } from './outcomes.ts';

const closedForms: ClosedForms<OfLogits> = {
  family: 'categoricalOfLogits',
  kl: (p, q) => categoricalKlFromLogits(p.parameters.logits, q.parameters.logits),
};

/**
 * Categorical variables by their logits, independent of one another. An event is one-hot: 1 for the outcome, 0 for others.
 *
 *   log P(x | l) = Σ x log softmax(l)      mean = softmax(l)
 *
 * Finite for logits up to ±1e4 and beyond; one kernel on 'wasm'. No gradient passes through samples. Closed forms: KL,
 * Jeffreys.
 *
 * @param logits `[batch, ...variables, outcomes]`, any real numbers; they stay the caller's
 * @returns the distributions, over the same shape
 * @throws TypeError unless a float32 tensor, RangeError unless there are a batch and an axis of outcomes
 * @example
 * categoricalOfLogits(tensor2d([[0, 0]])).logProb(tensor2d([[0, 1]]));  // [-0.6931]
 */
export function categoricalOfLogits(logits: Tensor): OfLogits {
  assertOutcomes('categoricalOfLogits', 'logits', logits);
  const { shape } = logits;
  return {
    ...checkedDistribution('categoricalOfLogits(logits)', shape, {
      sample: (key) => sampleOutcomes(key, logits),
      logProb(x) {
        const terms = crossEntropyFromLogits(rowsOf(logits), rowsOf(x) as Tensor2D);
        return sumFeatures('categoricalOfLogits', neg(reshape(terms, shape.slice(0, -1))));
      },
      mean: () => softmax(logits),
    }),
    parameters: { logits },
    closedForms,
  };
}
