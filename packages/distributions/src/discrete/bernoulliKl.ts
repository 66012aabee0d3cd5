import { poissonExcess, sumFeatures } from '@latentkit/shared';
import { add, greaterEqual, lessEqual, logicalAnd, neg, sub, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { onlyWhere } from '../onlyWhere.ts';

/**
 * Kullback-Leibler divergence of Bernoulli variables given by their probabilities, per example, summed over its features.
 *
 *   KL(p ‖ q) = Σ [p log(p/q) + (1 − p) log((1 − p)/(1 − q))],   0 log 0 = 0
 *
 * Exactly 0 where p = q. From logits, which are not rounded to 0 and 1, use `bernoulliKlFromLogits`.
 *
 * @param p `[batch, ...features]`, in [0, 1]
 * @param q the same shape, in [0, 1]
 * @returns `[batch]`, in nats; ∞ where q rules out what p allows; NaN where a number is no probability
 * @see Kullback & Leibler, On information and sufficiency, 1951. https://doi.org/10.1214/aoms/1177729694
 */
export function bernoulliKl(p: Tensor, q: Tensor): Tensor1D {
  const difference = sub(q, p);
  const terms = add(poissonExcess(p, q, difference), poissonExcess(sub(1, p), sub(1, q), neg(difference)));
  return sumFeatures('bernoulliKl', onlyWhere(logicalAnd(isProbability(p), isProbability(q)), terms));
}

function isProbability(x: Tensor): Tensor {
  return logicalAnd(greaterEqual(x, 0), lessEqual(x, 1));
}
