import { checkOptions } from '@latentkit/check';
import type { ExampleOf } from '../core/example.ts';
import { type MixtureDataset, mixture } from './mixture.ts';
import type { MixtureParameters } from './mixtureComponents.ts';
import { type LabelledPointsOptions, labelledPointsOptions } from './points.ts';

/** Which mixture, how many points, and which. */
export interface GaussianBlobsOptions<L extends boolean = false> extends MixtureParameters, LabelledPointsOptions<L> {}

/**
 * Points of a mixture of Gaussians, and its true density.
 *
 *   p(x) = Σₖ wₖ N(x; μₖ, Σₖ)
 *
 * @returns points `[d]`; the class is the component
 * @throws TypeError, RangeError for an option that is not as said
 * @example
 * const mixture = gaussianBlobs({ means: [[0, 0], [4, 0]], standardDeviations: [1, 0.5], weights: [3, 1], seed: 1 });
 * [...mixture.logProb([[0, 0]])];  // [-2.1256]
 */
export function gaussianBlobs<L extends boolean = false>(
  options: GaussianBlobsOptions<L>,
): MixtureDataset<ExampleOf<L>> {
  const names = ['means', 'standardDeviations', 'covariances', 'weights', ...labelledPointsOptions] as const;
  return mixture('gaussianBlobs', checkOptions('gaussianBlobs', options, names));
}
