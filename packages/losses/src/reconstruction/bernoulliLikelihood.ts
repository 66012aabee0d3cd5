import { assertSameShape, assertTensor } from '@latentkit/check';
import { sigmoid } from '@tensorflow/tfjs-core';
import { bernoulli } from './bernoulli.ts';
import type { Likelihood } from './likelihood.ts';
import { parameterShapeOf } from './outputParameters.ts';
import { unitInterval } from './supports.ts';

/**
 * Every feature is a Bernoulli variable, and the decoder's output is its logit. For data in [0, 1], such as the grey
 * values of an image.
 *
 *   −log p(t | l) = Σ softplus(l) − l t      mean = sigmoid(l)
 *
 * Grey values are no outcomes of a Bernoulli variable, so for them this is a cross-entropy and not the density of a
 * model; it is nonetheless what most published numbers on MNIST are.
 *
 * @example
 * bernoulliLikelihood.mean(tensor2d([[0]]));  // [0.5]
 */
export const bernoulliLikelihood: Likelihood = {
  name: 'bernoulliLikelihood',
  support: unitInterval,
  takes: 'logits',
  parameterShape: /* @__PURE__ */ parameterShapeOf('bernoulliLikelihood', 1),
  negativeLogLikelihood(output, target) {
    assertSameShape('bernoulliLikelihood.negativeLogLikelihood', { output, target });
    return bernoulli(output, target);
  },
  mean(output) {
    assertTensor('bernoulliLikelihood.mean', 'output', output);
    return sigmoid(output);
  },
};
