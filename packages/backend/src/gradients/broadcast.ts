import {
  cast,
  div,
  FloorDiv,
  type GradConfig,
  greater,
  greaterEqual,
  less,
  lessEqual,
  Maximum,
  Minimum,
  mul,
  neg,
  SquaredDifference,
  square,
  sub,
  type Tensor,
  zeros,
} from '@tensorflow/tfjs-core';
import { sumTo } from './sumTo.ts';

/** Where a = b the gradient goes to `a`, as in tfjs. */
export const maximumGradient = pairwise(Maximum, (a, b) => [
  () => cast(greaterEqual(a, b), 'float32'),
  () => cast(less(a, b), 'float32'),
]);

/** Where a = b the gradient goes to `a`, as in tfjs. */
export const minimumGradient = pairwise(Minimum, (a, b) => [
  () => cast(lessEqual(a, b), 'float32'),
  () => cast(greater(a, b), 'float32'),
]);

export const squaredDifferenceGradient = pairwise(SquaredDifference, (a, b) => [
  () => mul(sub(a, b), 2),
  () => mul(sub(b, a), 2),
]);

/**
 * Flat between its jumps. tfjs gives it the gradient of a division, which stays where whole numbers are divided: `div`
 * of these is a floorDiv, and tfjs-core's own tests want that.
 */
export const floorDivGradient: GradConfig = {
  kernelName: FloorDiv,
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, saved) => {
    const [a, b] = saved as [Tensor, Tensor];
    if (a.dtype !== 'int32') return { a: () => zeros(a.shape), b: () => zeros(b.shape) };
    const divisor = cast(b, 'float32');
    return {
      a: () => sumTo(a.shape, div(dy as Tensor, divisor)),
      b: () => sumTo(b.shape, neg(div(mul(dy as Tensor, cast(a, 'float32')), square(divisor)))),
    };
  },
};

/** tfjs's own gradients of these have the shape of the result, which is wrong where an argument was broadcast. */
function pairwise(kernelName: string, slopes: (a: Tensor, b: Tensor) => [() => Tensor, () => Tensor]): GradConfig {
  return {
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const [a, b] = saved as [Tensor, Tensor];
      const [slopeA, slopeB] = slopes(a, b);
      return {
        a: () => sumTo(a.shape, mul(dy as Tensor, slopeA())),
        b: () => sumTo(b.shape, mul(dy as Tensor, slopeB())),
      };
    },
  };
}
