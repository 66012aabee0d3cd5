import { axisAligned } from './axisAligned.ts';
import type { Covariance } from './covariance.ts';

/**
 * One variance for all features of a component: circles, balls. The fewest parameters, and what k-means has in mind.
 *
 *   Σ_k = v_k I      K free numbers
 *
 * @example
 * spherical.parameterCount(3, 2);  // 3
 */
export const spherical: Covariance = {
  name: 'spherical',
  parameterCount: (components) => components,
  ...axisAligned({ isotropic: true }),
};
