import {
  add,
  backend_util,
  Dilation2D,
  type Dilation2DAttrs,
  type GradConfig,
  maximum,
  mul,
  reshape,
  slice,
  stack,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { windowSides } from '../windowSides.ts';
import { tapsOf } from './taps.ts';

/** Grey dilation, the largest of x + filter in each window, tap by tap. tfjs's kernels are wrong on WASM. */
export const dilation2DGradient: GradConfig = {
  kernelName: Dilation2D,
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, saved, attrs) => {
    const [x, filter] = saved as [Tensor, Tensor];
    const { strides, pad, dilations } = attrs as unknown as Dilation2DAttrs;
    const [image, window] = [x.shape, filter.shape] as unknown as [
      [number, number, number, number],
      [number, number, number],
    ];
    const info = backend_util.computeDilation2DInfo(image, window, strides, pad, 'NHWC', dilations);
    const taps = tapsOf(windowSides(info));
    const winners = () => {
      const values = taps.pad(x, taps.lowest);
      const sums = taps.places.map(([i, j], tap) =>
        add(taps.take(values, tap), reshape(slice(filter, [i!, j!, 0], [1, 1, -1]), [-1])),
      );
      return taps.winners(
        sums,
        sums.reduce((a, b) => maximum(a, b)),
      );
    };
    return {
      x: () =>
        taps.crop(
          winners()
            .map((winner, tap) => taps.put(mul(dy as Tensor, winner), tap))
            .reduce((a, b) => add(a, b)),
        ),
      filter: () => reshape(stack(winners().map((winner) => sum(mul(dy as Tensor, winner), [0, 1, 2]))), filter.shape),
    };
  },
};
