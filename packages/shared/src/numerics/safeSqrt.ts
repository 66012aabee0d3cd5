import { customGrad, div, greater, mul, sqrt, type Tensor, where, zerosLike } from '@tensorflow/tfjs-core';

/** √x for x ≥ 0, with gradient 0 instead of infinity at 0: infinity times a slope of 0 would make every weight NaN. */
export function safeSqrt(x: Tensor): Tensor {
  return customGrad((input, save) => {
    (save as (tensors: Tensor[]) => void)([input as Tensor]);
    return {
      value: sqrt(input as Tensor),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [x] = saved as [Tensor];
        return where(greater(x, 0), div(dy, mul(sqrt(x), 2)), zerosLike(x));
      },
    };
  })(x);
}
