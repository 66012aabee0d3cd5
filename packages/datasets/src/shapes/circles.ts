import { assertBetween, assertNotNegative, checkOptions } from '@latentkit/check';
import type { Dataset } from '../core/dataset.ts';
import type { ExampleOf } from '../core/example.ts';
import { drawCurves } from './curve.ts';
import { type LabelledPointsOptions, labelledPointsOptions, points } from './points.ts';

/** Which circles. */
export interface CirclesOptions<L extends boolean = false> extends LabelledPointsOptions<L> {
  /** The radius of the inner circle, from 0 to 1; the outer one's is 1. Default 0.5. */
  readonly inner?: number;
  /** Standard deviation of the normal noise on both coordinates. Default 0.05. */
  readonly noise?: number;
}

/**
 * Two circles about the origin, as scikit-learn's `make_circles` has them.
 *
 *   class 0: (cos t, sin t)      class 1: inner · (cos t, sin t)      t uniform in [0, 2π)
 *
 * Without noise both coordinates are in [−1, 1].
 *
 * @returns points `[2]`
 * @throws TypeError, RangeError for an option that is not as said
 * @example
 * circles({ count: 500, seed: 1, inner: 0.3 }).shape;  // [2]
 */
export function circles<L extends boolean = false>(options: CirclesOptions<L> = {}): Dataset<ExampleOf<L>> {
  const { inner = 0.5, noise = 0.05 } = checkOptions('circles', options, ['inner', 'noise', ...labelledPointsOptions]);
  assertBetween('circles', 'inner', inner, 0, 1);
  assertNotNegative('circles', 'noise', noise);
  const draw = drawCurves(2, noise, (circle, t) => {
    const radius = circle === 0 ? 1 : inner;
    return [radius * Math.cos(2 * Math.PI * t), radius * Math.sin(2 * Math.PI * t)];
  });
  return points('circles', options, draw);
}
