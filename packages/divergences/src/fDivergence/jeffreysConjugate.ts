import { exp, neg, sub, type Tensor } from '@tensorflow/tfjs-core';
import { logLambertW } from './logLambertW.ts';

/**
 * The conjugate of f(u) = (u − 1) log u, for any real slope: u + log u − 1 at the u = 1 / W(exp(1 − t)) whose slope is t.
 * It equals the w + 1/w + t − 2 of the f-GAN paper, in which w and t cancel for large negative slopes.
 */
export function jeffreysConjugate(slope: Tensor): Tensor {
  const logRatio = neg(logLambertW(sub(1, slope)));
  return sub(exp(logRatio), sub(1, logRatio));
}
