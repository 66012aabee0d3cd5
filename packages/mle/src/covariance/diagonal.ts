import { axisAligned } from './axisAligned.ts';
import type { Covariance } from './covariance.ts';

/**
 * A variance for each feature of each component: ellipses along the axes. The one for many features, such as pixels.
 *
 *   Σ_k = diag(v_k)      K d free numbers
 *
 * @example
 * diagonal.parameterCount(3, 2);  // 6
 */
export const diagonal: Covariance = {
  name: 'diagonal',
  parameterCount: (components, size) => components * size,
  ...axisAligned({ isotropic: false }),
};
