import {
  broadcast_util,
  cast,
  type GradConfig,
  greater,
  greaterEqual,
  less,
  lessEqual,
  Maximum,
  Minimum,
  mul,
  reshape,
  SquaredDifference,
  sub,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';

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

function sumTo(shape: number[], x: Tensor): Tensor {
  const axes = broadcast_util.getReductionAxes(shape, x.shape);
  return axes.length > 0 ? reshape(sum(x, axes), shape) : x;
}
