import { expExcess, preciseLog1p, sumFeatures } from '@latentkit/shared';
import {
  abs,
  add,
  div,
  exp,
  greaterEqual,
  lessEqual,
  mul,
  neg,
  sub,
  type Tensor,
  type Tensor1D,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { assertSameGaussians, type DiagonalGaussian } from './diagonalGaussian.ts';
import { squaredDistance } from './squaredDistance.ts';
import { withPoints } from './withPoints.ts';

/**
 * Bhattacharyya's distance of Gaussians with diagonal covariances, per example, summed over their dimensions.
 *
 *   B(p, q) = −log ∫ √(p q) = Σ [¼ (μₚ − μ_q)²/(σₚ² + σ_q²) + ½ log((σₚ² + σ_q²) / (2 σₚ σ_q))]
 *
 * Symmetric, 0 only where p = q; 1 − exp(−B) is the squared Hellinger distance. It is no metric.
 *
 * A dimension may be a point, with a log variance of −∞: the same point in both adds 0; two points, or a point in only one
 * of them, give ∞, with gradient 0 from that dimension.
 *
 * @param p `{ mean, logVariance }`, each `[batch, ...dimensions]`
 * @param q the same shapes
 * @returns `[batch]`, in nats
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * const p = { mean: tensor2d([[4, 0]]), logVariance: tensor2d([[0, 0]]) };
 * const q = { mean: tensor2d([[0, 0]]), logVariance: tensor2d([[0, 0]]) };
 * diagonalGaussianBhattacharyya(p, q);  // [2]
 * @see Bhattacharyya, On a measure of divergence between two statistical populations, 1943. Kailath, The divergence and
 * Bhattacharyya distance measures in signal selection, 1967. https://doi.org/10.1109/TCOM.1967.1089532
 */
export function diagonalGaussianBhattacharyya(p: DiagonalGaussian, q: DiagonalGaussian): Tensor1D {
  assertSameGaussians('diagonalGaussianBhattacharyya', p, q);
  return tidy(() => {
    return sumFeatures('diagonalGaussianBhattacharyya', withPoints(p, q, bhattacharyya));
  });
}

function bhattacharyya(difference: Tensor, v: Tensor, w: Tensor): Tensor {
  const logRatio = sub(v, w);
  // σₚ² + σ_q² = larger (1 + smaller/larger), so that neither overflows. `where`, because the gradient of `maximum`
  // counts twice where they are equal.
  const first = greaterEqual(logRatio, 0);
  const larger = where(first, v, w);
  const sum = add(exp(where(first, neg(logRatio), logRatio)), 1);
  const distance = div(squaredDistance(difference, larger), mul(sum, 4));
  return add(distance, mul(logCosh(mul(logRatio, 0.5)), 0.5));
}

/** log cosh x: log(1 + (cosh x − 1)) near 0, and |x| − log 2 + log(1 + e^−2|x|) away from it, where cosh may overflow. */
function logCosh(x: Tensor): Tensor {
  const size = abs(x);
  const near = lessEqual(size, 1);
  const small = where(near, x, zerosLike(x));
  const excess = mul(add(expExcess(small), expExcess(neg(small))), 0.5);
  return where(near, preciseLog1p(excess), add(sub(size, Math.LN2), preciseLog1p(exp(mul(size, -2)))));
}
