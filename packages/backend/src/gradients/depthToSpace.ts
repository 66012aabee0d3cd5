import {
  DepthToSpace,
  type DepthToSpaceAttrs,
  type GradConfig,
  reshape,
  type Tensor,
  transpose,
} from '@tensorflow/tfjs-core';

/** Each block goes back into the channels. tfjs has none. */
export const depthToSpaceGradient: GradConfig = {
  kernelName: DepthToSpace,
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attrs) => {
    const { blockSize: b, dataFormat } = attrs as unknown as DepthToSpaceAttrs;
    const { shape } = saved[0]!;
    return {
      x: () => {
        if (dataFormat === 'NCHW') {
          const [n, channels, h, w] = shape as [number, number, number, number];
          const blocks = reshape(dy as Tensor, [n, channels / (b * b), h, b, w, b]);
          return reshape(transpose(blocks, [0, 3, 5, 1, 2, 4]), shape);
        }
        const [n, h, w, channels] = shape as [number, number, number, number];
        const blocks = reshape(dy as Tensor, [n * h, b, w, b * (channels / (b * b))]);
        return reshape(transpose(blocks, [0, 2, 1, 3]), shape);
      },
    };
  },
};
