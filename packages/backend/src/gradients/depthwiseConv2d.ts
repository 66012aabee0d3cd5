import {
  DepthwiseConv2dNative,
  type DepthwiseConv2dNativeAttrs,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  depthwiseConv2d,
  engine,
  type GradConfig,
  type Tensor,
  type Tensor4D,
  transpose,
} from '@tensorflow/tfjs-core';
import { deflate, dilationsOf, inflate, inflatedShape } from './conv2D.ts';

/** What the three kernels, each linear in both of its arguments, have in common. */
type Options = Pick<DepthwiseConv2dNativeAttrs, 'strides' | 'pad' | 'dimRoundingMode'>;

const options = (attrs: unknown): Options => {
  const { strides, pad, dimRoundingMode } = attrs as Options;
  return { strides, pad, dimRoundingMode: dimRoundingMode! };
};

function byInput(dy: Tensor, filter: Tensor, inputShape: readonly number[], settings: Options): Tensor {
  const attrs = { ...settings, dilations: [1, 1], inputShape: [...inputShape] };
  return engine().runKernel(DepthwiseConv2dNativeBackpropInput, { dy, filter }, attrs) as Tensor;
}

function byFilter(x: Tensor, dy: Tensor, filterShape: readonly number[], settings: Options): Tensor4D {
  const attrs = { ...settings, dilations: [1, 1], filterShape: [...filterShape] };
  return engine().runKernel(DepthwiseConv2dNativeBackpropFilter, { x, dy }, attrs) as Tensor4D;
}

const forward = (x: Tensor, filter: Tensor, { strides, pad, dimRoundingMode }: Options): Tensor =>
  depthwiseConv2d(x as Tensor4D, filter as Tensor4D, strides, pad, 'NHWC', 1, dimRoundingMode);

/** As tfjs's own, and for dilations, which its own refuses: by a filter with zeros in it. */
export const depthwiseConv2dGradient: GradConfig = {
  kernelName: DepthwiseConv2dNative,
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, saved, attrs) => {
    const [x, filter] = saved as [Tensor4D, Tensor4D];
    return { ...depthwiseGradients(dy as Tensor4D, x, filter, attrs as unknown as DepthwiseConv2dNativeAttrs) };
  },
};

/** The gradients of a depthwise convolution by its input and its filter. */
export function depthwiseGradients(
  dy: Tensor4D,
  x: Tensor4D,
  filter: Tensor4D,
  attrs: Options & Pick<DepthwiseConv2dNativeAttrs, 'dilations'> & { readonly dataFormat?: 'NHWC' | 'NCHW' },
): { x: () => Tensor; filter: () => Tensor4D } {
  const [down, right] = dilationsOf(attrs.dilations, 2) as [number, number];
  // The kernels want the channels last.
  const first = attrs.dataFormat === 'NCHW';
  const last = (pictures: Tensor4D) => (first ? transpose(pictures, [0, 2, 3, 1]) : pictures);
  const inputShape = first ? [0, 2, 3, 1].map((axis) => x.shape[axis]!) : x.shape;
  return {
    x: () => {
      const dx = byInput(last(dy), inflate(filter, down, right), inputShape, options(attrs));
      return first ? transpose(dx, [0, 3, 1, 2]) : dx;
    },
    filter: () => {
      const filterShape = inflatedShape(filter.shape, down, right);
      return deflate(byFilter(last(x), last(dy), filterShape, options(attrs)), down, right);
    },
  };
}

/** The gradient of its input gradient. tfjs has none. */
export const depthwiseConv2dInputGradient: GradConfig = {
  kernelName: DepthwiseConv2dNativeBackpropInput,
  inputsToSave: ['dy', 'filter'],
  gradFunc: (ddx, saved, attrs) => {
    const [dy, filter] = saved as [Tensor, Tensor];
    return {
      dy: () => forward(ddx as Tensor, filter, options(attrs)),
      filter: () => byFilter(ddx as Tensor, dy, filter.shape, options(attrs)),
    };
  },
};

/** The gradient of its filter gradient. tfjs has none. */
export const depthwiseConv2dFilterGradient: GradConfig = {
  kernelName: DepthwiseConv2dNativeBackpropFilter,
  inputsToSave: ['x', 'dy'],
  gradFunc: (ddw, saved, attrs) => {
    const [x, dy] = saved as [Tensor, Tensor];
    return {
      x: () => byInput(dy, ddw as Tensor, x.shape, options(attrs)),
      dy: () => forward(x, ddw as Tensor, options(attrs)),
    };
  },
};
