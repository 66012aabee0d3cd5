import {
  Conv3D,
  type Conv3DAttrs,
  Conv3DBackpropFilterV2,
  type Conv3DBackpropFilterV2Attrs,
  Conv3DBackpropInputV2,
  conv3d,
  engine,
  type GradConfig,
  type Tensor,
  type Tensor5D,
} from '@tensorflow/tfjs-core';
import { dilationsOf } from './conv2D.ts';
import { pick, spread } from './spread.ts';

type Options = Pick<Conv3DBackpropFilterV2Attrs, 'strides' | 'pad'>;

const byFilter = (x: Tensor, dy: Tensor, filterShape: number[], { strides, pad }: Options) =>
  engine().runKernel(Conv3DBackpropFilterV2, { x, dy }, { strides, pad, filterShape }) as Tensor;

const byInput = (dy: Tensor, filter: Tensor, inputShape: number[], { strides, pad }: Options) =>
  engine().runKernel(Conv3DBackpropInputV2, { dy, filter }, { strides, pad, inputShape }) as Tensor;

const forward = (x: Tensor, filter: Tensor, { strides, pad }: Options) =>
  conv3d(x as Tensor5D, filter as Tensor5D, strides, pad as 'same' | 'valid');

/** A convolution with a dilation is one by a filter with zeros in it, and so are its gradients. tfjs has none. */
export const conv3DGradient: GradConfig = {
  kernelName: Conv3D,
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, saved, attrs) => {
    const [x, filter] = saved as [Tensor, Tensor];
    const { dilations, ...options } = attrs as unknown as Conv3DAttrs;
    const steps = dilationsOf(dilations, 3);
    const overSides = (by: typeof spread, w: Tensor) => steps.reduce((taps, step, axis) => by(taps, axis, step), w);
    return {
      x: () => byInput(dy as Tensor, overSides(spread, filter), x.shape, options),
      filter: () => {
        const lengths = filter.shape.map((length, axis) => (length - 1) * (steps[axis] ?? 1) + 1);
        return overSides(pick, byFilter(x, dy as Tensor, lengths, options));
      },
    };
  },
};

/** The gradient of a convolution's input gradient, which also is conv3dTranspose. tfjs has none. */
export const conv3DInputGradient: GradConfig = {
  kernelName: Conv3DBackpropInputV2,
  inputsToSave: ['dy', 'filter'],
  gradFunc: (ddx, saved, attrs) => {
    const [dy, filter] = saved as [Tensor, Tensor];
    const options = attrs as unknown as Options;
    return {
      dy: () => forward(ddx as Tensor, filter, options),
      filter: () => byFilter(ddx as Tensor, dy, filter.shape, options),
    };
  },
};

/** The gradient of a convolution's filter gradient. tfjs has none. */
export const conv3DFilterGradient: GradConfig = {
  kernelName: Conv3DBackpropFilterV2,
  inputsToSave: ['x', 'dy'],
  gradFunc: (ddw, saved, attrs) => {
    const [x, dy] = saved as [Tensor, Tensor];
    const options = attrs as unknown as Options;
    return {
      x: () => byInput(dy, ddw as Tensor, x.shape, options),
      dy: () => forward(x, ddw as Tensor, options),
    };
  },
};
