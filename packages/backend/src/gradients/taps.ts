import { cast, equal, logicalAnd, logicalNot, logicalOr, type Tensor } from '@tensorflow/tfjs-core';
import type { WindowSide } from '../windowSides.ts';
import { padAxis, pick, sliceAxis, spread } from './spread.ts';

/** Below everything else that float32 has. */
const lowest = -3.4028234663852886e38;

/**
 * Windows over the sides of `[batch, ...sides, channels]`, tap by tap: for each tap, what lies under it for every
 * window. All of it by ops that have gradients.
 */
export function tapsOf(sides: readonly WindowSide[]) {
  const reach = sides.map(({ length, windows, size, stride, dilation, before }) =>
    Math.max(before + length, (windows - 1) * stride + (size - 1) * dilation + 1),
  );
  const places = sides.reduce<number[][]>(
    (all, { size }) => all.flatMap((tap) => Array.from({ length: size }, (_, i) => [...tap, i])),
    [[]],
  );
  const used = sides.map(({ windows, stride }) => (windows - 1) * stride + 1);
  type Side = (x: Tensor, axis: number, side: number) => Tensor;
  const alongSides = (x: Tensor, each: Side) => sides.reduce((y, _, side) => each(y, side + 1, side), x);
  const first = (tap: number, side: number) => places[tap]![side]! * sides[side]!.dilation;
  const taps = {
    lowest,
    /** Where in the window each tap is. */
    places,
    /** `x` with `outside` around it, as far as the windows reach. */
    pad: (x: Tensor, outside: number) =>
      alongSides(x, (y, axis, side) => {
        const { before, length } = sides[side]!;
        return padAxis(y, axis, before, reach[side]! - before - length, outside);
      }),
    /** What was around it cut off. */
    crop: (x: Tensor) => alongSides(x, (y, axis, side) => sliceAxis(y, axis, sides[side]!.before, sides[side]!.length)),
    /** What lies under a tap, for each window. */
    take: (x: Tensor, tap: number) =>
      alongSides(x, (y, axis, side) =>
        pick(sliceAxis(y, axis, first(tap, side), used[side]!), axis, sides[side]!.stride),
      ),
    /** The adjoint of `take`. */
    put: (x: Tensor, tap: number) =>
      alongSides(x, (y, axis, side) => {
        return padAxis(
          spread(y, axis, sides[side]!.stride),
          axis,
          first(tap, side),
          reach[side]! - first(tap, side) - used[side]!,
        );
      }),
    /** For each tap 1 where it has the maximum of its window, else 0. Of equal ones the first, as in tfjs's kernels. */
    winners(values: readonly Tensor[], maxima: Tensor): Tensor[] {
      let found: Tensor | undefined;
      return values.map((value) => {
        const here = equal(value, maxima);
        const first = found ? logicalAnd(here, logicalNot(found)) : here;
        found = found ? logicalOr(found, here) : here;
        return cast(first, 'float32');
      });
    },
    /** The same for what lies under the taps. */
    winnersOf(x: Tensor, maxima: Tensor): Tensor[] {
      const padded = taps.pad(x, lowest);
      return taps.winners(
        places.map((_, tap) => taps.take(padded, tap)),
        maxima,
      );
    },
  };
  return taps;
}
