import { assertInteger, assertPositive, checkOptions } from '@latentkit/check';
import { normalValues, split, uniformValues } from '@latentkit/random';
import type { Dataset } from '../core/dataset.ts';
import type { ExampleOf } from '../core/example.ts';
import { type LabelledPointsOptions, labelledPointsOptions, points } from './points.ts';

/** Which pinwheel. */
export interface PinwheelOptions<L extends boolean = false> extends LabelledPointsOptions<L> {
  /** How many arms. Default 5. */
  readonly arms?: number;
  /** Standard deviation along an arm, before scaling. Default 0.3. */
  readonly radial?: number;
  /** Standard deviation across an arm, before scaling. Default 0.1. */
  readonly tangential?: number;
}

/**
 * Arms of normal points, bent the more the farther out.
 *
 *   (r, s) = (1 + radial · z₁, tangential · z₂), turned by the angle 2π arm / arms + ¼ eʳ, times 2      z normal
 *
 * With the default options nearly all points are in [−4, 4]².
 *
 * @returns points `[2]`; the class is the arm
 * @throws TypeError, RangeError for an option that is not as said
 * @example
 * pinwheel({ count: 500, seed: 1, arms: 3 }).shape;  // [2]
 *
 * @see M. Johnson et al., "Composing graphical models with neural networks for structured representations", 2016.
 */
export function pinwheel<L extends boolean = false>(options: PinwheelOptions<L> = {}): Dataset<ExampleOf<L>> {
  const {
    arms = 5,
    radial = 0.3,
    tangential = 0.1,
  } = checkOptions('pinwheel', options, ['arms', 'radial', 'tangential', ...labelledPointsOptions]);
  assertInteger('pinwheel', 'arms', arms);
  assertPositive('pinwheel', 'radial', radial);
  assertPositive('pinwheel', 'tangential', tangential);
  return points('pinwheel', options, (key, count, values, classes) => {
    const [armKey, noiseKey] = split(key);
    const which = uniformValues(armKey!, count);
    const noise = normalValues(noiseKey!, 2 * count);
    for (let i = 0; i < count; i++) {
      const arm = Math.floor(which[i]! * arms);
      const r = 1 + radial * noise[2 * i]!;
      const s = tangential * noise[2 * i + 1]!;
      const angle = (2 * Math.PI * arm) / arms + 0.25 * Math.exp(r);
      values[2 * i] = 2 * (r * Math.cos(angle) - s * Math.sin(angle));
      values[2 * i + 1] = 2 * (r * Math.sin(angle) + s * Math.cos(angle));
      classes[i] = arm;
    }
  });
}
