import type { AbortSignalLike } from '@latentkit/check';
import { key } from '@latentkit/random';
import type { HostPoints } from '@latentkit/shared';
import { expectationMaximization } from './expectationMaximization.ts';
import type { HostMixture } from './hostMixture.ts';
import type { Regularisation } from './maximization.ts';

/**
 * Gives a mixture of one the mean and the covariance of the points. That is where EM starts: the mean of the only cluster
 * and the covariance about it, which no iteration makes any likelier.
 *
 * @throws SingularCovarianceError where the covariance has no inverse
 */
export async function fitGaussian(
  points: HostPoints,
  mixture: HostMixture,
  regularisation: Regularisation,
  signal?: AbortSignalLike,
): Promise<void> {
  const settings = { key: key(0), starts: 1, warmStart: false, iterations: 0, tolerance: 0, signal };
  const events = expectationMaximization(points, mixture, regularisation, settings, () => {});
  while (!(await events.next()).done);
}
