import { equal, exp, less, logicalAnd, mul, square, type Tensor, where, zerosLike } from '@tensorflow/tfjs-core';

/** (difference / σ)² for σ² = exp(logVariance); 0 where the difference is 0, however small σ² is. */
export function squaredDistance(difference: Tensor, logVariance: Tensor): Tensor {
  // Below −160 the scale may overflow, and 0 · ∞ is no number.
  const nowhere = logicalAnd(equal(difference, 0), less(logVariance, -160));
  const scale = exp(mul(where(nowhere, zerosLike(logVariance), logVariance), -0.5));
  return square(mul(difference, scale));
}
