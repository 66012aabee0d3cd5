import { sumFeatures } from '@latentkit/shared';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { klOfLogits } from './klOfLogits.ts';

/**
 * Kullback-Leibler divergence of categorical variables given by their logits, per example, summed over its variables.
 *
 *   KL(p ‖ q) = Σ p log(p/q),   p = softmax(l), q = softmax(m)
 *
 * Finite, with finite gradients, for logits up to ±1e4 and beyond, and exactly 0 where they are equal.
 *
 * @param p the logits l, `[batch, ...variables, outcomes]`, any real numbers
 * @param q the logits m, the same shape
 * @returns `[batch]`, in nats
 * @see Kullback & Leibler, On information and sufficiency, 1951. https://doi.org/10.1214/aoms/1177729694
 */
export function categoricalKlFromLogits(p: Tensor, q: Tensor): Tensor1D {
  return sumFeatures('categoricalKlFromLogits', klOfLogits(p, q));
}
