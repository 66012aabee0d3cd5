import { assertNotNegative, checkOptions } from '@latentkit/check';
import type { Dataset } from '../core/dataset.ts';
import type { ExampleOf } from '../core/example.ts';
import { drawCurves } from './curve.ts';
import { type LabelledPointsOptions, labelledPointsOptions, points } from './points.ts';

/** Which moons. */
export interface MoonsOptions<L extends boolean = false> extends LabelledPointsOptions<L> {
  /** Standard deviation of the normal noise on both coordinates. Default 0.05. */
  readonly noise?: number;
}

/**
 * Two half circles that reach into each other, as scikit-learn's `make_moons` has them.
 *
 *   class 0: (cos t, sin t)      class 1: (1 − cos t, ½ − sin t)      t uniform in [0, π)
 *
 * Without noise x is in [−1, 2], y in [−½, 1].
 *
 * @returns points `[2]`
 * @throws TypeError, RangeError for an option that is not as said
 * @example
 * moons({ count: 500, seed: 1 }).shape;  // [2]
 */
export function moons<L extends boolean = false>(options: MoonsOptions<L> = {}): Dataset<ExampleOf<L>> {
  const { noise = 0.05 } = checkOptions('moons', options, ['noise', ...labelledPointsOptions]);
  assertNotNegative('moons', 'noise', noise);
  const draw = drawCurves(2, noise, (moon, t) => {
    const x = Math.cos(Math.PI * t);
    const y = Math.sin(Math.PI * t);
    return moon === 0 ? [x, y] : [1 - x, 0.5 - y];
  });
  return points('moons', options, draw);
}
