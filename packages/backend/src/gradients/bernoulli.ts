import {
  engine,
  expandDims,
  type GradConfig,
  mul,
  neg,
  sigmoid,
  sub,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { Bernoulli, BernoulliGradient } from '../fused/kernelNames.ts';
import { isRecorded } from '../fused/kernelOr.ts';

/** By the logits dy (sigmoid(l) − t), by the target −dy l. */
export const bernoulliGradient: GradConfig = {
  kernelName: Bernoulli,
  inputsToSave: ['logits', 'target'],
  gradFunc: (dy, saved) => {
    const [logits, target] = saved as [Tensor2D, Tensor2D];
    return {
      logits: () =>
        isRecorded()
          ? mul(expandDims(dy as Tensor, 1), sub(sigmoid(logits), target))
          : (engine().runKernel(BernoulliGradient, { dy: dy as Tensor, logits, target }) as Tensor),
      target: () => neg(mul(expandDims(dy as Tensor, 1), logits)),
    };
  },
};
