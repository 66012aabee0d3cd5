import { normalValues, split, uniformValues } from '@latentkit/random';
import type { Draw } from './points.ts';

/**
 * Draws points of a set of curves: one of `curves` alike likely, a place `t` along it uniform in [0, 1), and normal
 * noise of standard deviation `noise` on both coordinates.
 */
export function drawCurves(
  curves: number,
  noise: number,
  place: (curve: number, t: number) => readonly [number, number],
): Draw {
  return (key, count, values, classes) => {
    const [whichKey, whereKey, noiseKey] = split(key, 3);
    const which = uniformValues(whichKey!, count);
    const where = uniformValues(whereKey!, count);
    const error = normalValues(noiseKey!, 2 * count);
    for (let i = 0; i < count; i++) {
      const curve = Math.floor(which[i]! * curves);
      const [x, y] = place(curve, where[i]!);
      values[2 * i] = x + noise * error[2 * i]!;
      values[2 * i + 1] = y + noise * error[2 * i + 1]!;
      classes[i] = curve;
    }
  };
}
