import { familyOf } from '../checked.ts';
import { bernoulliBy, type OfLogits } from '../discrete/bernoulliOfLogits.ts';
import type { Family } from '../family.ts';
import { unitInterval } from './supports.ts';

/**
 * Every feature is a Bernoulli variable, and its parameter is its logit. For data in [0, 1], such as the grey values of an
 * image.
 *
 *   log p(x | l) = Σ [x log p + (1 − x) log(1 − p)],  p = sigmoid(l)
 *                = −Σ softplus(l) − l x      which neither overflows nor rounds p to 0 or 1, whatever the logit
 *   mean = sigmoid(l)
 *
 * One kernel on 'wasm'. The gradient by a logit is x − p. Grey values are no outcomes of a Bernoulli variable, so for them
 * this is minus a cross-entropy, at most minus the entropy of x, and not the density of a model; it is nonetheless what most
 * published numbers on MNIST are. An x outside [0, 1] is no probability: there is then no upper bound, and nothing here
 * checks it. Samples are 0 or 1, and no gradient passes through them.
 *
 * Parameters and events are both `[batch, ...features]`.
 *
 * @example
 * bernoulliLikelihood.of(tensor2d([[0, 0]])).logProb(tensor2d([[0, 1]]));  // [-1.3863]
 * bernoulliLikelihood.of(tensor2d([[0]])).mean();  // [0.5]
 */
export const bernoulliLikelihood: Family<OfLogits> = /* @__PURE__ */ familyOf({
  name: 'bernoulliLikelihood',
  support: unitInterval,
  takes: 'logits',
  of: (logits, _, caller) => bernoulliBy(caller, logits),
});
