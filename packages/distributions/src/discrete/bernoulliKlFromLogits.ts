import { sumFeatures } from '@latentkit/shared';
import { reshape, stack, type Tensor, type Tensor1D, zerosLike } from '@tensorflow/tfjs-core';
import { klOfLogits } from './klOfLogits.ts';

/**
 * Kullback-Leibler divergence of Bernoulli variables given by their logits, per example, summed over its features.
 *
 *   KL(p ‖ q) = Σ [p log(p/q) + (1 − p) log((1 − p)/(1 − q))],   p = sigmoid(l), q = sigmoid(m)
 *
 * Finite, with finite gradients, for logits up to ±1e4 and beyond, and exactly 0 where they are equal.
 *
 * @param p the logits l, `[batch, ...features]`, any real numbers
 * @param q the logits m, the same shape
 * @returns `[batch]`, in nats
 * @see Kullback & Leibler, On information and sufficiency, 1951. https://doi.org/10.1214/aoms/1177729694
 */
export function bernoulliKlFromLogits(p: Tensor, q: Tensor): Tensor1D {
  // A Bernoulli variable is a categorical one of two outcomes, of logits l and 0.
  const outcomes = (logits: Tensor) => stack([reshape(logits, [-1]), reshape(zerosLike(logits), [-1])], 1);
  return sumFeatures('bernoulliKlFromLogits', reshape(klOfLogits(outcomes(p), outcomes(q)), p.shape));
}
