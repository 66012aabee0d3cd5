import { gaussianAround } from './isotropicGaussian.ts';
import type { Likelihood } from './likelihood.ts';

/**
 * Every feature is Gaussian around the decoder's output with variance 1.
 *
 *   −log N(t; m, I) = ½ Σ (t − m)² + d/2 log 2π      mean = m
 *
 * Data in [0, 1] hardly vary by 1: for them {@link isotropicGaussian} with a smaller standard deviation blurs less.
 *
 * @example
 * gaussianLikelihood.negativeLogLikelihood(tensor2d([[0]]), tensor2d([[0]]));  // [0.9189]
 */
export const gaussianLikelihood: Likelihood = /* @__PURE__ */ gaussianAround('gaussianLikelihood', 1);
