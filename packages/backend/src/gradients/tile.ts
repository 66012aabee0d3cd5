import { type GradConfig, reshape, sum, type Tensor, Tile, type TileAttrs } from '@tensorflow/tfjs-core';
import { around, withLength } from './spread.ts';

/** Sums the repetitions, one axis after the other. tfjs's own takes a slice for each, and no more than four axes. */
export const tileGradient: GradConfig = {
  kernelName: Tile,
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attrs) => {
    const { reps } = attrs as unknown as TileAttrs;
    return {
      x: () =>
        reps.reduce((y, count, axis) => {
          if (count === 1) return y;
          const length = saved[0]!.shape[axis]!;
          const [outer, inner] = around(y.shape, axis);
          return reshape(sum(reshape(y, [outer, count, length * inner]), 1), withLength(y.shape, axis, length));
        }, dy as Tensor),
    };
  },
};
