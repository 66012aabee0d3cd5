import type { Covariance } from './covariance.ts';
import { triangularDevice } from './triangularDevice.ts';
import { triangularHost } from './triangularHost.ts';

/**
 * A covariance of its own for each component: ellipses at any angle.
 *
 *   Σ_k any      K d (d + 1) / 2 free numbers
 *
 * @example
 * full.parameterCount(3, 2);  // 9
 */
export const full: Covariance = {
  name: 'full',
  parameterCount: (components, size) => (components * size * (size + 1)) / 2,
  device: triangularDevice({ shared: false }),
  host: triangularHost({ shared: false }),
};
