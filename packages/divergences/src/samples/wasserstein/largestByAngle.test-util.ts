import { wassersteinReference } from './wassersteinReference.test-util.ts';

/** The distance seen at an angle in the plane, in float64. */
function seenAt(angle: number, x: ArrayLike<number>, y: ArrayLike<number>, order: number): number {
  const along = (points: ArrayLike<number>) =>
    Float64Array.from({ length: points.length / 2 }, (_, i) => {
      return points[2 * i]! * Math.cos(angle) + points[2 * i + 1]! * Math.sin(angle);
    });
  return wassersteinReference(along(x), along(y), order);
}

/** The largest distance over all angles, in float64: the best of 200, then around it ever more finely. */
export function largestByAngle(x: ArrayLike<number>, y: ArrayLike<number>, order: number): number {
  let [center, width] = [Math.PI / 2, Math.PI];
  for (let round = 0; round < 6; round++) {
    const angles = Array.from({ length: 201 }, (_, i) => center + width * (i / 200 - 0.5));
    const distances = angles.map((angle) => seenAt(angle, x, y, order));
    center = angles[distances.indexOf(Math.max(...distances))]!;
    width /= 20;
  }
  return seenAt(center, x, y, order);
}
