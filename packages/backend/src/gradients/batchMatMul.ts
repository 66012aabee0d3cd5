import { BatchMatMul, type BatchMatMulAttrs, type GradConfig, matMul, type Tensor } from '@tensorflow/tfjs-core';
import { sumTo } from './sumTo.ts';

/** tfjs's own gradients have the shape of the result's batch, which is wrong where an argument's batch was broadcast. */
export const batchMatMulGradient: GradConfig = {
  kernelName: BatchMatMul,
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, saved, attrs) => {
    const [a, b] = saved as [Tensor, Tensor];
    const { transposeA, transposeB } = attrs as unknown as BatchMatMulAttrs;
    const y = dy as Tensor;
    return {
      a: () => sumTo(a.shape, transposeA ? matMul(b, y, transposeB, true) : matMul(y, b, false, !transposeB)),
      b: () => sumTo(b.shape, transposeB ? matMul(y, a, true, transposeA) : matMul(a, y, !transposeA, false)),
    };
  },
};
