import { cast, expandDims, type GradConfig, matMul, oneHot, reshape, type Tensor, TopK } from '@tensorflow/tfjs-core';

/** Each of the largest values gives its gradient to where it came from. tfjs has none. */
export const topKGradient: GradConfig = {
  kernelName: TopK,
  inputsToSave: ['x'],
  outputsToSave: [false, true],
  gradFunc: (dy, saved) => {
    const [x, indices] = saved as [Tensor, Tensor];
    const [length, count] = [x.shape.at(-1)!, indices.shape.at(-1)!];
    return {
      x: () => {
        const slopes = reshape((dy as unknown as Tensor[])[0]!, [-1, count]);
        const places = cast(oneHot(reshape(indices, [-1, count]), length), 'float32');
        return reshape(matMul(expandDims(slopes, 1), places), x.shape);
      },
    };
  },
};
