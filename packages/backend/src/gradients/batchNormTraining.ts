import {
  add,
  div,
  engine,
  type GradConfig,
  mean,
  mul,
  rsqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { BatchNormTraining, BatchNormTrainingGradient } from '../fused/kernelNames.ts';
import { isRecorded } from '../fused/kernelOr.ts';

/**
 * With x̂ = (x − mean) / σ, σ = √(variance + ε), over n rows:
 *
 *   d scale = Σ dy x̂,   d offset = Σ dy,   dx = scale / σ · (dy − Σ dy / n − x̂ Σ dy x̂ / n)
 *
 * and what comes by the mean and the variance themselves. In a few passes, or, where it is differentiated again, of
 * operations that can be, with the statistics as functions of `x`.
 */
export const batchNormTrainingGradient: GradConfig = {
  kernelName: BatchNormTraining,
  inputsToSave: ['x', 'scale'],
  outputsToSave: [false, true, true],
  gradFunc: (dys, saved, attrs) => {
    const [x, scale, batchMean, variance] = saved as [Tensor2D, Tensor1D, Tensor1D, Tensor1D];
    const [dy, dMean, dVariance] = dys as [Tensor2D, Tensor1D, Tensor1D];
    const { epsilon } = attrs as unknown as { epsilon: number };
    if (!isRecorded()) {
      const [dx, dScale, dOffset] = engine().runKernel<[Tensor, Tensor, Tensor]>(
        BatchNormTrainingGradient,
        { x, dy, scale, mean: batchMean, variance, dMean, dVariance },
        { epsilon },
      );
      return { x: () => dx, scale: () => dScale, offset: () => dOffset };
    }
    const n = x.shape[0];
    const centred = sub(x, mean(x, 0));
    const rate = rsqrt(add(mean(square(centred), 0), epsilon));
    const weighted = sum(mul(dy, centred), 0);
    return {
      x: () => {
        const own = sub(sub(dy, div(sum(dy, 0), n)), mul(centred, div(mul(weighted, square(rate)), n)));
        const byStatistics = add(div(dMean, n), mul(centred, mul(dVariance, 2 / n)));
        return add(mul(mul(scale, rate), own), byStatistics);
      },
      scale: () => mul(weighted, rate),
      offset: () => sum(dy, 0),
    };
  },
};
