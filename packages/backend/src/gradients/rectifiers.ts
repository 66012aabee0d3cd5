import { cast, type GradConfig, LeakyRelu, type LeakyReluAttrs, Relu, type Tensor } from '@tensorflow/tfjs-core';
import { activationGradient } from './activationGradient.ts';

const floats = (x: Tensor) => (x.dtype === 'float32' ? x : cast(x, 'float32'));

/**
 * By what came in, whose sign is that of what went out. tfjs makes masks, selects and multiplies in kernels of their own,
 * which took longer than the activation.
 */
export const rectifierGradients: GradConfig[] = [
  {
    kernelName: Relu,
    inputsToSave: ['x'],
    gradFunc: (dy, saved) => ({
      x: () => activationGradient(dy as Tensor, floats(saved[0]!), { activation: 'relu', slope: 0 }),
    }),
  },
  {
    kernelName: LeakyRelu,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attrs) => {
      const { alpha } = attrs as unknown as LeakyReluAttrs;
      return {
        x: () => activationGradient(dy as Tensor, floats(saved[0]!), { activation: 'leakyrelu', slope: alpha }),
      };
    },
  },
];
