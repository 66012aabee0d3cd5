import { assertInteger, assertPositive, checkOptions } from '@latentkit/check';
import type { ExampleOf } from '../core/example.ts';
import { type MixtureDataset, mixture } from './mixture.ts';
import { type LabelledPointsOptions, labelledPointsOptions } from './points.ts';

/** Which ring. */
export interface RingOptions<L extends boolean = false> extends LabelledPointsOptions<L> {
  /** How many Gaussians. Default 8. */
  readonly modes?: number;
  /** How far their means are from the origin. Default 2. */
  readonly radius?: number;
  /** Their standard deviation in both directions. Default 0.1. */
  readonly standardDeviation?: number;
}

/**
 * Equally likely Gaussians, evenly on a circle: does a model find every mode?
 *
 *   μₖ = radius · (cos 2πk / modes, sin 2πk / modes)
 *
 * With the default options nearly all points are in [−2.4, 2.4]².
 *
 * @returns points `[2]`, with their true `logProb`; the class is the Gaussian, counter-clockwise from the right
 * @throws TypeError, RangeError for an option that is not as said
 * @example
 * const data = ring({ count: 500, seed: 1 });
 * data.shape;  // [2]
 * [...data.logProb([[2, 0]])];  // [0.6878]
 *
 * @see L. Metz et al., "Unrolled generative adversarial networks", 2017.
 */
export function ring<L extends boolean = false>(options: RingOptions<L> = {}): MixtureDataset<ExampleOf<L>> {
  const {
    modes = 8,
    radius = 2,
    standardDeviation = 0.1,
  } = checkOptions('ring', options, ['modes', 'radius', 'standardDeviation', ...labelledPointsOptions]);
  assertInteger('ring', 'modes', modes);
  assertPositive('ring', 'radius', radius);
  assertPositive('ring', 'standardDeviation', standardDeviation);
  const means = Array.from({ length: modes }, (_, k) => {
    const angle = (2 * Math.PI * k) / modes;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  return mixture('ring', { ...options, means, standardDeviations: standardDeviation });
}
