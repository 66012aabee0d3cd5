import {
  Conv2D,
  type Conv2DAttrs,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  engine,
  type GradConfig,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { pick, spread } from './spread.ts';

/** A convolution with a dilation is one by a filter with zeros in it, and so are its gradients. tfjs has none. */
export const conv2DGradient: GradConfig = {
  kernelName: Conv2D,
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, saved, attrs) => {
    const [x, filter] = saved as [Tensor4D, Tensor4D];
    return { ...convolutionGradients(dy as Tensor4D, x, filter, attrs as unknown as Conv2DAttrs) };
  },
};

/** The gradients of a convolution by its input and its filter. */
export function convolutionGradients(
  dy: Tensor4D,
  x: Tensor4D,
  filter: Tensor4D,
  { strides, pad, dataFormat, dilations, dimRoundingMode }: Conv2DAttrs,
): { x: () => Tensor4D; filter: () => Tensor4D } {
  const [down, right] = dilationsOf(dilations, 2) as [number, number];
  const options = { strides, pad, dataFormat, dimRoundingMode: dimRoundingMode! };
  return {
    x: () =>
      engine().runKernel(
        Conv2DBackpropInput,
        { dy, filter: inflate(filter, down, right) },
        { ...options, inputShape: x.shape },
      ),
    filter: () => {
      const filterShape = inflatedShape(filter.shape, down, right);
      const whole = engine().runKernel(Conv2DBackpropFilter, { x, dy }, { ...options, filterShape });
      return deflate(whole as Tensor4D, down, right);
    },
  };
}

/** How far apart the taps are along each side. tfjs takes one number for all of them, and tfjs-layers has null for none. */
export function dilationsOf(dilations: number | readonly number[] | null | undefined, sides: number): number[] {
  return Array.isArray(dilations) ? [...dilations] : new Array(sides).fill(dilations ?? 1);
}

/** A filter `[height, width, ...]` with zeros between its taps: as large as the dilated one reaches. */
export function inflate(filter: Tensor4D, down: number, right: number): Tensor4D {
  return spread(spread(filter, 0, down), 1, right);
}

/** The taps of an inflated filter. */
export function deflate(filter: Tensor4D, down: number, right: number): Tensor4D {
  return pick(pick(filter, 0, down), 1, right);
}

/** The shape of an inflated filter. */
export function inflatedShape(
  [height, width, ...channels]: readonly number[],
  down: number,
  right: number,
): [number, number, number, number] {
  return [(height! - 1) * down + 1, (width! - 1) * right + 1, channels[0]!, channels[1]!];
}
