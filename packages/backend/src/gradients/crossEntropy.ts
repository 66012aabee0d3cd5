import {
  engine,
  expandDims,
  type GradConfig,
  mul,
  softmax,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { surprise } from '../fused/crossEntropyFromLogits.ts';
import { CrossEntropy, CrossEntropyGradient } from '../fused/kernelNames.ts';
import { isRecorded } from '../fused/kernelOr.ts';

/** By the logits dy (softmax(l) Σ t − t), by the target −dy log softmax(l). */
export const crossEntropyGradient: GradConfig = {
  kernelName: CrossEntropy,
  inputsToSave: ['logits', 'target'],
  gradFunc: (dy, saved) => {
    const [logits, target] = saved as [Tensor2D, Tensor2D];
    return {
      logits: () =>
        isRecorded()
          ? mul(expandDims(dy as Tensor, 1), sub(mul(sum(target, 1, true), softmax(logits)), target))
          : (engine().runKernel(CrossEntropyGradient, { dy: dy as Tensor, logits, target }) as Tensor),
      target: () => mul(expandDims(dy as Tensor, 1), surprise(logits, target)),
    };
  },
};
