import { assertSameShape } from '@latentkit/check';
import { sumFeatures } from '@latentkit/shared';
import { type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { assertOutcomes } from './assertOutcomes.ts';
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
 * @throws RangeError where the shapes differ, or there is no axis of outcomes
 * @example
 * categoricalKlFromLogits(tensor2d([[1e4, 0, 0]]), tensor2d([[2, 2, 2]]));  // [1.0986]
 * @see Kullback & Leibler, On information and sufficiency, 1951. https://doi.org/10.1214/aoms/1177729694
 */
export function categoricalKlFromLogits(p: Tensor, q: Tensor): Tensor1D {
  assertSameShape('categoricalKlFromLogits', { p, q });
  assertOutcomes('categoricalKlFromLogits', p);
  return tidy(() => sumFeatures('categoricalKlFromLogits', klOfLogits(p, q)));
}
