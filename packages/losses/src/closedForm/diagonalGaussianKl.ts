import { expExcess, sumFeatures } from '@latentkit/shared';
import { add, mul, sub, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { assertSameGaussians, type DiagonalGaussian } from './diagonalGaussian.ts';
import { squaredDistance } from './squaredDistance.ts';
import { withPoints } from './withPoints.ts';

/**
 * Kullback-Leibler divergence of Gaussians with diagonal covariances, per example, summed over their dimensions.
 *
 *   KL(p ‖ q) = ½ Σ [σₚ²/σ_q² − 1 − log(σₚ²/σ_q²) + (μₚ − μ_q)²/σ_q²]
 *
 * It and its gradients are exactly 0 where p = q, and it keeps its digits near that. The reverse divergence is
 * `diagonalGaussianKl(q, p)`; against N(0, I) there is `gaussianKl`. Nothing reads the values: what is NaN stays NaN.
 *
 * A dimension may be a point, with a log variance of −∞: the same point in both adds 0; two points, or a point in only one
 * of them, give ∞, with gradient 0 from that dimension.
 *
 * @param p `{ mean, logVariance }`, each `[batch, ...dimensions]`
 * @param q the same shapes
 * @returns `[batch]`, in nats; ∞ where it is above what float32 holds, as for log σₚ² − log σ_q² above 88
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * const p = { mean: tensor2d([[1, 0]]), logVariance: tensor2d([[0, 0]]) };
 * const q = { mean: tensor2d([[0, 0]]), logVariance: tensor2d([[0, 0]]) };
 * diagonalGaussianKl(p, q);  // [0.5]
 * @see Kullback, Information Theory and Statistics, 1959, chapter 9; Pardo, Statistical Inference Based on Divergence
 * Measures, 2005.
 */
export function diagonalGaussianKl(p: DiagonalGaussian, q: DiagonalGaussian): Tensor1D {
  assertSameGaussians('diagonalGaussianKl', p, q);
  return tidy(() => {
    const terms = withPoints(p, q, (difference, v, w) => add(expExcess(sub(v, w)), squaredDistance(difference, w)));
    return mul(sumFeatures('diagonalGaussianKl', terms), 0.5);
  });
}
