import { sumFeatures } from '@latentkit/shared';
import { add, equal, exp, mul, square, sub, type Tensor, type Tensor1D, where } from '@tensorflow/tfjs-core';
import type { DiagonalGaussianParameters } from './diagonalGaussian.ts';

/** −½ Σ [(x − μ)²/σ² + log σ² + log 2π], `[batch]`. */
export function gaussianLogProb(x: Tensor, { mean, logVariance }: DiagonalGaussianParameters): Tensor1D {
  const difference = sub(x, mean);
  // Where the difference is 0, so is its energy, although 0 times an infinite precision would be NaN.
  const exponent = where(equal(difference, 0), 0, mul(logVariance, -0.5));
  const energy = square(mul(difference, exp(exponent)));
  return sumFeatures('diagonalGaussian', mul(add(add(energy, logVariance), Math.log(2 * Math.PI)), -0.5));
}
