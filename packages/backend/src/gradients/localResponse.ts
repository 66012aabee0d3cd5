import {
  add,
  type GradConfig,
  LRN,
  type LRNAttrs,
  matMul,
  mul,
  pow,
  reshape,
  square,
  sub,
  type Tensor,
  tensor2d,
} from '@tensorflow/tfjs-core';

/**
 * Local response normalisation, y = x s^−β with s = bias + α Σ x² over neighbouring channels, by ops that have gradients
 * themselves; tfjs's own has none:  dx = dy s^−β − 2αβ x Σ dy x s^(−β−1).
 */
export const localResponseGradient: GradConfig = {
  kernelName: LRN,
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attrs) => {
    const x = saved[0]!;
    const { depthRadius, bias, alpha, beta } = attrs as unknown as LRNAttrs;
    return {
      x: () => {
        const channels = x.shape.at(-1)!;
        const near = Array.from({ length: channels ** 2 }, (_, i) =>
          Math.abs(Math.floor(i / channels) - (i % channels)) <= depthRadius ? 1 : 0,
        );
        const band = tensor2d(near, [channels, channels]);
        const neighbours = (v: Tensor) => reshape(matMul(reshape(v, [-1, channels]), band), v.shape);
        const size = add(mul(neighbours(square(x)), alpha), bias);
        const direct = mul(dy as Tensor, pow(size, -beta));
        const through = neighbours(mul(mul(dy as Tensor, x), pow(size, -beta - 1)));
        return sub(direct, mul(mul(x, through), 2 * alpha * beta));
      },
    };
  },
};
