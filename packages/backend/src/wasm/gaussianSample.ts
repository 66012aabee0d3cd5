import type { TensorInfo } from '@tensorflow/tfjs-core';
import { GaussianSample, GaussianSampleGradient } from '../fused/kernelNames.ts';
import { address, engineOf } from './engine/engine.ts';
import { defineKernel } from './kernel.ts';

/** How many numbers a thread takes at least. */
const part = 1 << 12;

/** A draw from Gaussians and their divergence from the standard one, and both gradients. */
export function defineGaussianSample(): void {
  defineKernel(GaussianSample, () => ({ inputs, backend }) => {
    const { mean, logVariance, noise } = inputs as Record<string, TensorInfo>;
    const [batch, size] = mean!.shape as [number, number];
    const made = [backend.makeOutput([batch, size], 'float32'), backend.makeOutput([batch], 'float32')];
    const words = [mean!, logVariance!, noise!, ...made].map((tensor) => address(backend, tensor));
    engineOf(backend).run('gaussianSample', batch, Math.ceil(part / size), [...words, size]);
    return made;
  });
  defineKernel(GaussianSampleGradient, () => ({ inputs, backend }) => {
    const { dSample, dKl, mean, logVariance, noise } = inputs as Record<string, TensorInfo>;
    const [batch, size] = mean!.shape as [number, number];
    const made = [0, 1].map(() => backend.makeOutput([batch, size], 'float32'));
    const given = [dSample!, dKl!, mean!, logVariance!, noise!];
    const words = [...given, ...made].map((tensor) => address(backend, tensor));
    engineOf(backend).run('gaussianSampleGradient', batch, Math.ceil(part / size), [...words, size]);
    return made;
  });
}
