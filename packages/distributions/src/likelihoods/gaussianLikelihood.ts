import type { Family } from '../family.ts';
import { gaussianAround } from './isotropicGaussian.ts';

/**
 * Every feature is Gaussian around its parameter with variance 1.
 *
 *   log N(x; m, I) = −½ Σ (x − m)² − d/2 log 2π      mean = m
 *
 * Data in [0, 1] hardly vary by 1: for them {@link isotropicGaussian} with a smaller standard deviation blurs less.
 *
 * @example
 * gaussianLikelihood.of(tensor2d([[0]])).logProb(tensor2d([[0]]));  // [-0.9189]
 */
export const gaussianLikelihood: Family = /* @__PURE__ */ gaussianAround('gaussianLikelihood', 1);
