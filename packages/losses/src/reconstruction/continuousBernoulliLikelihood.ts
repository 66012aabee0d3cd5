import { assertSameShape, assertTensor } from '@latentkit/check';
import { tidy } from '@tensorflow/tfjs-core';
import { continuousBernoulli } from './continuousBernoulli.ts';
import { continuousBernoulliMean } from './continuousBernoulliMean.ts';
import type { Likelihood } from './likelihood.ts';
import { parameterShapeOf } from './outputParameters.ts';
import { unitInterval } from './supports.ts';

/**
 * Every feature is a continuous Bernoulli variable, and the decoder's output is its logit. For grey values: unlike
 * {@link bernoulliLikelihood} it is a density on [0, 1], so its nats compare with those of other densities.
 *
 *   −log p(t | l) = Σ log((eˡ − 1) / l) − l t      mean = 1/(1 − e^−l) − 1/l,  which is not sigmoid(l)
 *
 * @example
 * continuousBernoulliLikelihood.mean(tensor2d([[0, 2]]));  // [0.5, 0.6565]
 * @see Loaiza-Ganem & Cunningham, 2019, https://arxiv.org/abs/1907.06845
 */
export const continuousBernoulliLikelihood: Likelihood = {
  name: 'continuousBernoulliLikelihood',
  support: unitInterval,
  takes: 'logits',
  parameterShape: /* @__PURE__ */ parameterShapeOf('continuousBernoulliLikelihood', 1),
  negativeLogLikelihood(output, target) {
    assertSameShape('continuousBernoulliLikelihood.negativeLogLikelihood', { output, target });
    return continuousBernoulli(output, target);
  },
  mean(output) {
    assertTensor('continuousBernoulliLikelihood.mean', 'output', output);
    return tidy(() => continuousBernoulliMean(output));
  },
};
