import type { Network } from '../network.ts';

/**
 * Whether a network has batch norm of either kind, so that while it trains its output for one example depends on the others
 * of the batch.
 *
 * @param network any
 * @example
 * hasBatchNorm(sequential([dense(2), batchNorm()], { inputShape: [3], key: key(1) })); // true
 */
export function hasBatchNorm(network: Network): boolean {
  return Object.keys(network.buffers ?? {}).some((name) => name === 'movingMean' || name.endsWith('/movingMean'));
}
