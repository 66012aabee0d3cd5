import type { Family } from '../family.ts';
import { gaussianAround } from './isotropicGaussian.ts';

/**
 * Minus the squared error as it stands: Gaussian with variance ½, without the constant.
 *
 *   −Σ (x − m)² = log N(x; m, ½ I) + d/2 log π      mean = m
 *
 * What it gives is 0 for a perfect reconstruction, which reads better than a density, but its density does not integrate to
 * 1; where nats count, use {@link gaussianLikelihood}. Samples have variance ½.
 *
 * @example
 * squaredErrorLikelihood.of(tensor2d([[0, 1]])).logProb(tensor2d([[0, 3]]));  // [-4]
 */
export const squaredErrorLikelihood: Family = /* @__PURE__ */ gaussianAround('squaredErrorLikelihood', Math.SQRT1_2, 0);
