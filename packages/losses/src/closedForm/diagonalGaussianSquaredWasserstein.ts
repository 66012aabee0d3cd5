import { preciseExpm1, sumFeatures } from '@latentkit/shared';
import {
  abs,
  add,
  equal,
  exp,
  maximum,
  mul,
  neg,
  square,
  sub,
  type Tensor1D,
  tidy,
  where,
} from '@tensorflow/tfjs-core';
import { assertSameGaussians, type DiagonalGaussian } from './diagonalGaussian.ts';

/**
 * Squared Wasserstein-2 distance of Gaussians with diagonal covariances, per example, summed over their dimensions.
 *
 *   W₂²(p, q) = Σ [(μₚ − μ_q)² + (σₚ − σ_q)²]
 *
 * A log variance of −∞ stands for a point in that dimension. Its root is a metric; it is given squared because the root has
 * no gradient where p = q.
 *
 * @param p `{ mean, logVariance }`, each `[batch, ...dimensions]`
 * @param q the same shapes
 * @returns `[batch]`, in squared units of the data
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * const p = { mean: tensor2d([[4, 0]]), logVariance: tensor2d([[0, 0]]) };
 * const q = { mean: tensor2d([[0, 0]]), logVariance: tensor2d([[0, 0]]) };
 * diagonalGaussianSquaredWasserstein(p, q);  // [16]
 * @see Dowson & Landau, The Fréchet distance between multivariate normal distributions, 1982.
 * https://doi.org/10.1016/0047-259X(82)90077-X
 */
export function diagonalGaussianSquaredWasserstein(p: DiagonalGaussian, q: DiagonalGaussian): Tensor1D {
  assertSameGaussians('diagonalGaussianSquaredWasserstein', p, q);
  return tidy(() => {
    // σₚ − σ_q = ± max σ (1 − e^−|log σₚ − log σ_q|) keeps its digits where they are near one another.
    // Equal ones first: two points, whose log variances are −∞, have no difference.
    const same = equal(p.logVariance, q.logVariance);
    const ratio = where(same, 0, mul(sub(p.logVariance, q.logVariance), 0.5));
    const larger = exp(mul(maximum(p.logVariance, q.logVariance), 0.5));
    const spread = mul(larger, preciseExpm1(neg(abs(ratio))));
    return sumFeatures('diagonalGaussianSquaredWasserstein', add(square(sub(p.mean, q.mean)), square(spread)));
  });
}
