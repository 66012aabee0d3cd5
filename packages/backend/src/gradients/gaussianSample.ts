import {
  add,
  engine,
  exp,
  expandDims,
  expm1,
  type GradConfig,
  mul,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { GaussianSample, GaussianSampleGradient } from '../fused/kernelNames.ts';
import { isRecorded } from '../fused/kernelOr.ts';

/**
 * With s for the sample and k for the divergence:
 *
 *   d mean = ds + dk μ,   d logVariance = ½ (ds e σ + dk (σ² − 1)),   d noise = ds σ
 *
 * In one pass, or, where it is differentiated again, of operations that can be.
 */
export const gaussianSampleGradient: GradConfig = {
  kernelName: GaussianSample,
  inputsToSave: ['mean', 'logVariance', 'noise'],
  gradFunc: (dys, saved) => {
    const [mean, logVariance, noise] = saved as [Tensor2D, Tensor2D, Tensor2D];
    const [dSample, dKl] = dys as [Tensor2D, Tensor1D];
    const byNoise = () => mul(dSample, exp(mul(logVariance, 0.5)));
    if (!isRecorded()) {
      const inputs = { dSample, dKl, mean, logVariance, noise };
      const [dMean, dLogVariance] = engine().runKernel<[Tensor, Tensor]>(GaussianSampleGradient, inputs);
      return { mean: () => dMean, logVariance: () => dLogVariance, noise: byNoise };
    }
    const dRow = expandDims(dKl, 1);
    return {
      mean: () => add(dSample, mul(dRow, mean)),
      logVariance: () => mul(add(mul(byNoise(), noise), mul(dRow, expm1(logVariance))), 0.5),
      noise: byNoise,
    };
  },
};
