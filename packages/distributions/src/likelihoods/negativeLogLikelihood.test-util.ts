import { neg, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { Family } from '../family.ts';

/** −log p(target | output) of each example: what a model minimises. */
export const negativeLogLikelihood =
  (family: Family) =>
  (output: Tensor, target: Tensor): Tensor1D =>
    tidy(() => neg(family.of(output).logProb(target)));
