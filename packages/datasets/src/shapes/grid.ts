import { assertInteger, assertPositive, checkOptions } from '@latentkit/check';
import type { ExampleOf } from '../core/example.ts';
import { type MixtureDataset, mixture } from './mixture.ts';
import { type LabelledPointsOptions, labelledPointsOptions } from './points.ts';

/** Which grid. */
export interface GridOptions<L extends boolean = false> extends LabelledPointsOptions<L> {
  /** How many Gaussians a side. Default 5. */
  readonly side?: number;
  /** How far neighbours are apart. Default 1. */
  readonly spacing?: number;
  /** Their standard deviation in both directions. Default 0.05. */
  readonly standardDeviation?: number;
}

/**
 * Equally likely Gaussians on a square grid about the origin: does a model find every mode?
 *
 *   μₖ = spacing · (column − (side − 1) / 2, row − (side − 1) / 2)      k = row · side + column
 *
 * With the default options 25 Gaussians, nearly all points in [−2.2, 2.2]².
 *
 * @returns points `[2]`, with their true `logProb`; the class is the Gaussian, row after row from the lower left
 * @throws TypeError, RangeError for an option that is not as said
 * @example
 * grid({ count: 500, seed: 1 }).means.length;  // 25
 *
 * @see A. Srivastava et al., "VEEGAN: reducing mode collapse in GANs using implicit variational learning", 2017.
 */
export function grid<L extends boolean = false>(options: GridOptions<L> = {}): MixtureDataset<ExampleOf<L>> {
  const {
    side = 5,
    spacing = 1,
    standardDeviation = 0.05,
  } = checkOptions('grid', options, ['side', 'spacing', 'standardDeviation', ...labelledPointsOptions]);
  assertInteger('grid', 'side', side);
  assertPositive('grid', 'spacing', spacing);
  assertPositive('grid', 'standardDeviation', standardDeviation);
  const middle = (side - 1) / 2;
  const means = Array.from({ length: side * side }, (_, k) => [
    spacing * ((k % side) - middle),
    spacing * (Math.floor(k / side) - middle),
  ]);
  return mixture('grid', { ...options, means, standardDeviations: standardDeviation });
}
