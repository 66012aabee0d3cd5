import { assertSameShape, assertTensor } from '@latentkit/check';
import { clone } from '@tensorflow/tfjs-core';
import type { Likelihood } from './likelihood.ts';
import { parameterShapeOf } from './outputParameters.ts';
import { squaredError } from './squaredError.ts';
import { realLine } from './supports.ts';

/**
 * The squared error as it stands: Gaussian with variance ½, without the constant.
 *
 *   Σ (t − m)² = −log N(t; m, ½ I) − d/2 log π      mean = m
 *
 * What it gives is 0 for a perfect reconstruction, which reads better than a density; where nats count, use
 * {@link gaussianLikelihood}.
 *
 * @example
 * squaredErrorLikelihood.negativeLogLikelihood(tensor2d([[0, 1]]), tensor2d([[0, 3]]));  // [4]
 */
export const squaredErrorLikelihood: Likelihood = {
  name: 'squaredErrorLikelihood',
  support: realLine,
  takes: 'data',
  parameterShape: /* @__PURE__ */ parameterShapeOf('squaredErrorLikelihood', 1),
  negativeLogLikelihood(output, target) {
    assertSameShape('squaredErrorLikelihood.negativeLogLikelihood', { output, target });
    return squaredError(output, target);
  },
  mean(output) {
    assertTensor('squaredErrorLikelihood.mean', 'output', output);
    return clone(output);
  },
};
