import { add, cast, EluGrad, type GradConfig, less, mul, onesLike, type Tensor, where } from '@tensorflow/tfjs-core';

/** The gradient of elu's gradient, dy · (y ≥ 0 ? 1 : y + 1) with y = elu(x). tfjs has none. */
export const eluGradGradient: GradConfig = {
  kernelName: EluGrad,
  inputsToSave: ['dy', 'y'],
  gradFunc: (ddx, saved) => {
    const [dy, y] = saved as [Tensor, Tensor];
    const negative = less(y, 0);
    return {
      dy: () => mul(ddx as Tensor, where(negative, add(y, 1), onesLike(y))),
      y: () => mul(mul(ddx as Tensor, dy), cast(negative, 'float32')),
    };
  },
};
