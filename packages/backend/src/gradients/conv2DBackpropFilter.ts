import {
  Conv2DBackpropFilter,
  type Conv2DBackpropFilterAttrs,
  Conv2DBackpropInput,
  conv2d,
  engine,
  type GradConfig,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';

/** The gradient of a convolution's filter gradient, which is linear in both `x` and `dy`. tfjs has none. */
export const conv2DBackpropFilterGradient: GradConfig = {
  kernelName: Conv2DBackpropFilter,
  inputsToSave: ['x', 'dy'],
  gradFunc: (ddw, saved, attrs) => {
    const [x, dy] = saved as [Tensor4D, Tensor4D];
    const { strides, pad, dataFormat, dimRoundingMode } = attrs as unknown as Conv2DBackpropFilterAttrs;
    const filter = ddw as Tensor4D;
    return {
      x: () =>
        engine().runKernel(
          Conv2DBackpropInput,
          { dy, filter },
          { strides, pad, dataFormat, dimRoundingMode: dimRoundingMode!, inputShape: x.shape },
        ) as Tensor,
      dy: () => conv2d(x, filter, strides, pad, dataFormat, 1, dimRoundingMode),
    };
  },
};
