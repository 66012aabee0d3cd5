import {
  _FusedMatMul,
  type _FusedMatMulAttrs,
  Conv2DBackpropFilter,
  conv2d,
  engine,
  FusedConv2D,
  type FusedConv2DAttrs,
  type GradConfig,
  matMul,
  reshape,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { ConvTranspose, Dense } from '../fused/kernelNames.ts';
import { activationGradient } from './activationGradient.ts';
import { convolutionGradients } from './conv2D.ts';

/**
 * The gradients of products and convolutions with a bias and an activation, which tfjs has not: it computes them piece
 * by piece while training. Of activations whose derivative cannot be had from their result (prelu) there is none.
 */
export const fusedGradients: readonly GradConfig[] = [
  ...[Dense, _FusedMatMul].map(
    (kernelName): GradConfig => ({
      kernelName,
      inputsToSave: ['a', 'b'],
      outputsToSave: [true],
      gradFunc: (dy, saved, attrs) => {
        const { transposeA, transposeB, activation, leakyreluAlpha } = attrs as unknown as _FusedMatMulAttrs;
        const [a, b, y] = saved as [Tensor2D, Tensor2D, Tensor2D];
        if (transposeA || transposeB) throw new Error('fusedMatMul: has no gradient where an argument is transposed.');
        // At once and not when asked for: what is asked for is tidied up one by one.
        const dz = through(dy as Tensor2D, y, activation, leakyreluAlpha);
        return {
          a: () => matMul(dz, b, false, true),
          b: () => matMul(a, dz, true, false),
          bias: () => sum(dz.rank === 2 ? dz : reshape(dz, [-1, y.shape.at(-1)!]), 0),
        };
      },
    }),
  ),
  {
    kernelName: FusedConv2D,
    inputsToSave: ['x', 'filter'],
    outputsToSave: [true],
    gradFunc: (dy, saved, attrs) => {
      const { activation, leakyreluAlpha } = attrs as unknown as FusedConv2DAttrs;
      const [x, filter, y] = saved as [Tensor4D, Tensor4D, Tensor4D];
      const dz = through(dy as Tensor4D, y, activation, leakyreluAlpha);
      const { x: byInput, filter: byFilter } = convolutionGradients(
        dz,
        x,
        filter,
        attrs as unknown as FusedConv2DAttrs,
      );
      return { x: byInput, filter: byFilter, bias: () => sum(reshape(dz, [-1, y.shape[3]]), 0) };
    },
  },
  {
    kernelName: ConvTranspose,
    inputsToSave: ['dy', 'filter'],
    outputsToSave: [true],
    gradFunc: (dOut, saved, attrs) => {
      const { strides, pad, activation, leakyreluAlpha } = attrs as unknown as ConvTransposeAttrs;
      const [dy, filter, y] = saved as [Tensor4D, Tensor4D, Tensor4D];
      const dz = through(dOut as Tensor4D, y, activation, leakyreluAlpha);
      const options = { strides, pad, dataFormat: 'NHWC', filterShape: filter.shape };
      return {
        dy: () => conv2d(dz, filter, strides, pad),
        filter: () => engine().runKernel(Conv2DBackpropFilter, { x: dz, dy }, options) as Tensor4D,
        bias: () => sum(reshape(dz, [-1, y.shape[3]]), 0),
      };
    },
  },
];

/** The attributes of a transposed convolution. */
interface ConvTransposeAttrs {
  readonly strides: number | [number, number];
  readonly pad: 'same' | 'valid';
  readonly activation: string;
  readonly leakyreluAlpha: number;
}

function through<T extends Tensor>(dy: T, y: T, activation: string, slope = 0.2): T {
  if (!['linear', 'relu', 'relu6', 'leakyrelu', 'elu', 'sigmoid'].includes(activation)) {
    throw new Error(`a fused kernel with activation '${activation}': has no gradient; apply the activation after it.`);
  }
  return activationGradient(dy, y, { activation: activation as 'linear', slope });
}
