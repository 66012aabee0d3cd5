import {
  abs,
  equal,
  fill,
  greater,
  logicalAnd,
  logicalOr,
  sub,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { DiagonalGaussianParameters } from './diagonalGaussian.ts';

const LOWEST = Number.NEGATIVE_INFINITY;

/**
 * A divergence of every dimension, also where a log variance is −∞ and the distribution a point: 0 if both are the same
 * point, and otherwise ∞, as neither allows what the other does.
 *
 * @param divergence of μₚ − μ_q, log σₚ² and log σ_q², 0 for 0, 0, 0; no infinite log variance reaches it, as the
 * gradients of what is not taken would be 0 · ∞ = NaN
 */
export function withPoints(
  p: DiagonalGaussianParameters,
  q: DiagonalGaussianParameters,
  divergence: (difference: Tensor, first: Tensor, second: Tensor) => Tensor,
): Tensor {
  const [v, w, difference] = [p.logVariance, q.logVariance, sub(p.mean, q.mean)];
  const [left, right] = [equal(v, LOWEST), equal(w, LOWEST)];
  // Comparisons that NaN fails, so that it stays NaN.
  const oneIs = logicalOr(logicalAnd(left, greater(w, LOWEST)), logicalAnd(right, greater(v, LOWEST)));
  const apart = logicalOr(oneIs, logicalAnd(logicalAnd(left, right), greater(abs(difference), 0)));
  const unless = (condition: Tensor, values: Tensor) => where(condition, zerosLike(values), values);
  const value = divergence(
    unless(apart, difference),
    unless(logicalOr(left, apart), v),
    unless(logicalOr(right, apart), w),
  );
  return where(apart, fill(value.shape, Number.POSITIVE_INFINITY), value);
}
