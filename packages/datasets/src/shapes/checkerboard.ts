import { assertInteger, checkOptions } from '@latentkit/check';
import { split, uniformValues } from '@latentkit/random';
import type { Dataset } from '../core/dataset.ts';
import { type PointsOptions, points, pointsOptions } from './points.ts';

/** Which board. */
export interface CheckerboardOptions extends PointsOptions {
  /** How many squares a side, at least 2. Default 4. */
  readonly side?: number;
}

/**
 * Uniform on the dark squares of a board over [−2, 2)². The square at row `r` and column `c` from the lower left is
 * dark where `r + c` is even.
 *
 * @returns points `[2]`
 * @throws TypeError, RangeError for an option that is not as said
 * @example
 * checkerboard({ count: 500, seed: 1 }).shape;  // [2]
 */
export function checkerboard(options: CheckerboardOptions = {}): Dataset {
  const { side = 4 } = checkOptions('checkerboard', options, ['side', ...pointsOptions]);
  assertInteger('checkerboard', 'side', side, 2);
  const dark = Math.ceil((side * side) / 2);
  return points('checkerboard', options, (key, count, values) => {
    const [squareKey, placeKey] = split(key);
    const which = uniformValues(squareKey!, count);
    const place = uniformValues(placeKey!, 2 * count);
    for (let i = 0; i < count; i++) {
      // Dark squares by number, row after row: of an even side, every other square, shifted on odd rows.
      const square = 2 * Math.floor(which[i]! * dark);
      const row = Math.floor(square / side);
      const column = (square % side) + (side % 2 === 0 ? row % 2 : 0);
      values[2 * i] = ((column + place[2 * i]!) / side) * 4 - 2;
      values[2 * i + 1] = ((row + place[2 * i + 1]!) / side) * 4 - 2;
    }
  });
}
