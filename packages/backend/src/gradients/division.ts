import { cast, div, type GradConfig, mul, neg, RealDiv, Reciprocal, type Tensor } from '@tensorflow/tfjs-core';
import { sumTo } from './sumTo.ts';

/**
 * By b: −(dy / b) (a / b). tfjs has −dy a / b², which is 0 / 0, NaN, once |b| is below 1e-23, as what a softmax gives for
 * an unlikely class is: float32 rounds the square to 0, though the slope is an ordinary number.
 */
export const realDivGradient: GradConfig = {
  kernelName: RealDiv,
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, saved) => {
    const [a, b] = saved as [Tensor, Tensor];
    const divisor = cast(b, 'float32');
    return {
      a: () => sumTo(a.shape, div(dy as Tensor, divisor)),
      b: () => sumTo(b.shape, neg(mul(div(dy as Tensor, divisor), div(cast(a, 'float32'), divisor)))),
    };
  },
};

/** −(dy / x) / x, likewise. */
export const reciprocalGradient: GradConfig = {
  kernelName: Reciprocal,
  inputsToSave: ['x'],
  gradFunc: (dy, saved) => {
    const [x] = saved as [Tensor];
    return { x: () => neg(div(div(dy as Tensor, x), x)) };
  },
};
