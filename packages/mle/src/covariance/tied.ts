import type { Covariance } from './covariance.ts';
import { triangularDevice } from './triangularDevice.ts';
import { triangularHost } from './triangularHost.ts';

/**
 * One covariance for all components: ellipses at any angle, but all alike.
 *
 *   Σ_k = Σ      d (d + 1) / 2 free numbers
 *
 * @example
 * tied.parameterCount(3, 2);  // 3
 */
export const tied: Covariance = {
  name: 'tied',
  parameterCount: (_, size) => (size * (size + 1)) / 2,
  device: triangularDevice({ shared: true }),
  host: triangularHost({ shared: true }),
};
