import { backend_util, type Conv2DAttrs } from '@tensorflow/tfjs-core';

type Shape = [number, number, number, number];

/** The attributes that say where a convolution's windows lie. Kernels of gradients have no dilations. */
export type ConvolutionAttrs = Pick<Conv2DAttrs, 'strides' | 'pad' | 'dimRoundingMode'> &
  Partial<Pick<Conv2DAttrs, 'dilations'>>;

/** The geometry of a convolution over `[batch, height, width, channels]`. */
export function convolutionInfo(
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad, dilations = 1, dimRoundingMode }: ConvolutionAttrs,
  depthwise = false,
): backend_util.Conv2DInfo {
  const [input, filter] = [inputShape as Shape, filterShape as Shape];
  return backend_util.computeConv2DInfo(input, filter, strides, dilations ?? 1, pad, dimRoundingMode, depthwise);
}
