import { uniform } from '@latentkit/random';
import { sumFeatures } from '@latentkit/shared';
import { neg, type Tensor } from '@tensorflow/tfjs-core';
import { checkedDistribution, familyOf } from '../checked.ts';
import type { Distribution } from '../distribution.ts';
import type { Family } from '../family.ts';
import { continuousBernoulliNegativeLogDensity } from './continuousBernoulliDensity.ts';
import { continuousBernoulliMean } from './continuousBernoulliMean.ts';
import { continuousBernoulliQuantile } from './continuousBernoulliQuantile.ts';
import { unitInterval } from './supports.ts';

/**
 * Every feature is a continuous Bernoulli variable, and its parameter is its logit. For grey values: unlike
 * {@link bernoulliLikelihood} it is a density on [0, 1], so its nats compare with those of other densities.
 *
 *   log p(x | l) = Σ l x − log((eˡ − 1) / l)      mean = 1/(1 − e^−l) − 1/l,  which is not sigmoid(l)
 *
 * Nothing overflows or cancels at any logit, and the value is 0 for l = 0. An x outside [0, 1] has no density, and nothing
 * here checks it. Gradients pass through samples.
 *
 * Parameters and events are both `[batch, ...features]`.
 *
 * @example
 * continuousBernoulliLikelihood.of(tensor2d([[2, 0]])).logProb(tensor2d([[1, 0.3]]));  // [0.8386]
 * continuousBernoulliLikelihood.of(tensor2d([[0, 2]])).mean();  // [0.5, 0.6565]
 * @see Loaiza-Ganem & Cunningham, The continuous Bernoulli: fixing a pervasive error in variational autoencoders, 2019,
 * https://arxiv.org/abs/1907.06845
 */
export const continuousBernoulliLikelihood: Family = /* @__PURE__ */ familyOf({
  name: 'continuousBernoulliLikelihood',
  support: unitInterval,
  takes: 'logits',
  of: (logits, _, caller) => continuousBernoulliBy(caller, logits),
});

/** Continuous Bernoulli variables by their logits, for a caller. */
export function continuousBernoulliBy(caller: string, logits: Tensor): Distribution {
  return checkedDistribution(caller, logits.shape, {
    sample: (key) => continuousBernoulliQuantile(logits, uniform(key, logits.shape)),
    logProb: (x) => neg(sumFeatures(caller, continuousBernoulliNegativeLogDensity(logits, x))),
    mean: () => continuousBernoulliMean(logits),
  });
}
