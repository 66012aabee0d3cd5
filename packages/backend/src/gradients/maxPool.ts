import { add, type GradConfig, MaxPool3D, MaxPoolGrad, mul, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { type PoolAttrs, poolInfo } from '../poolInfo.ts';
import { windowSides } from '../windowSides.ts';
import { tapsOf } from './taps.ts';

/** The gradient of max pooling's gradient, which is linear in `dy`: takes each value from where the maximum was. */
export const maxPoolGradGradient: GradConfig = {
  kernelName: MaxPoolGrad,
  inputsToSave: ['input', 'output'],
  gradFunc: (ddx, saved, attrs) => {
    const [input, output] = saved as [Tensor, Tensor];
    const taps = tapsOf(windowSides(poolInfo(input.shape, attrs as unknown as PoolAttrs)));
    return {
      dy: () => {
        const slopes = taps.pad(ddx as Tensor, 0);
        return sum(taps.winnersOf(input, output).map((winner, tap) => mul(taps.take(slopes, tap), winner)));
      },
      input: () => zeros(input.shape),
      output: () => zeros(output.shape),
    };
  },
};

/** In three dimensions tfjs's kernels are wrong on WebGPU (and on its own WASM), so the gradient is put together here. */
export const maxPool3DGradient: GradConfig = {
  kernelName: MaxPool3D,
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [x, y] = saved as [Tensor, Tensor];
    const taps = tapsOf(windowSides(poolInfo(x.shape, attrs as unknown as PoolAttrs)));
    return {
      x: () => taps.crop(sum(taps.winnersOf(x, y).map((winner, tap) => taps.put(mul(dy as Tensor, winner), tap)))),
    };
  },
};

/** Two at a time: with nine, as of a window of 3 by 3, tfjs's addN silently gives garbage on WebGPU. */
const sum = (terms: readonly Tensor[]) => terms.reduce((a, b) => add(a, b));
