import { poissonExcess, sumFeatures } from '@latentkit/shared';
import { abs, greaterEqual, lessEqual, logicalAnd, sub, sum, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { onlyWhere } from '../onlyWhere.ts';

/**
 * Kullback-Leibler divergence of categorical variables given by their probabilities, per example, summed over its
 * variables.
 *
 *   KL(p ‖ q) = Σ p log(p/q),   0 log 0 = 0
 *
 * Computed as Σ p log(p/q) − p + q, the same where both sum to 1, in which no term is negative. Exactly 0 where p = q.
 * Its gradient is that of this sum: log(p/q) by p and 1 − p/q by q.
 *
 * @param p `[batch, ...variables, outcomes]`, at least 0, each variable's sum 1 within 1e-4
 * @param q the same
 * @returns `[batch]`, in nats; ∞ where q rules out what p allows; NaN where a probability is negative or a sum is not 1
 * @see Kullback & Leibler, On information and sufficiency, 1951. https://doi.org/10.1214/aoms/1177729694
 */
export function categoricalKl(p: Tensor, q: Tensor): Tensor1D {
  const terms = onlyWhere(logicalAnd(greaterEqual(p, 0), greaterEqual(q, 0)), poissonExcess(p, q));
  const divergence = onlyWhere(logicalAnd(sumsToOne(p), sumsToOne(q)), sum(terms, -1));
  return sumFeatures('categoricalKl', divergence);
}

function sumsToOne(x: Tensor): Tensor {
  return lessEqual(abs(sub(sum(x, -1), 1)), 1e-4);
}
