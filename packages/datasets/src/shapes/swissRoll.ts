import { assertNotNegative, assertPositive, checkOptions } from '@latentkit/check';
import type { Dataset } from '../core/dataset.ts';
import { drawCurves } from './curve.ts';
import { type PointsOptions, points, pointsOptions } from './points.ts';

/** Which roll. */
export interface SwissRollOptions extends PointsOptions {
  /** How far the end of the spiral is from the origin. Default 2. */
  readonly radius?: number;
  /** Standard deviation of the normal noise on both coordinates. Default 0.05. */
  readonly noise?: number;
}

/**
 * A spiral of one and a half turns: the Swiss roll seen from its end, scikit-learn's `make_swiss_roll` without its
 * depth, scaled.
 *
 *   radius · t / 4.5π · (cos t, sin t)      t uniform in [1.5π, 4.5π)
 *
 * Without noise both coordinates are in [−radius, radius].
 *
 * @returns points `[2]`
 * @throws TypeError, RangeError for an option that is not as said
 * @example
 * swissRoll({ count: 500, seed: 1 }).shape;  // [2]
 */
export function swissRoll(options: SwissRollOptions = {}): Dataset {
  const { radius = 2, noise = 0.05 } = checkOptions('swissRoll', options, ['radius', 'noise', ...pointsOptions]);
  assertPositive('swissRoll', 'radius', radius);
  assertNotNegative('swissRoll', 'noise', noise);
  const draw = drawCurves(1, noise, (_, place) => {
    const t = 1.5 * Math.PI * (1 + 2 * place);
    const distance = (radius * t) / (4.5 * Math.PI);
    return [distance * Math.cos(t), distance * Math.sin(t)];
  });
  return points('swissRoll', options, draw);
}
