import { preciseExpm1, sumFeatures } from '@latentkit/shared';
import { abs, add, equal, exp, maximum, mul, neg, square, sub, type Tensor1D, where } from '@tensorflow/tfjs-core';
import type { DiagonalGaussianParameters } from './diagonalGaussian.ts';

/** W₂²(p, q) = Σ [(μₚ − μ_q)² + (σₚ − σ_q)²], also of points. */
export function squaredWasserstein2(p: DiagonalGaussianParameters, q: DiagonalGaussianParameters): Tensor1D {
  // σₚ − σ_q = ± max σ (1 − e^−|log σₚ − log σ_q|) keeps its digits where they are near one another.
  // Equal ones first: two points, whose log variances are −∞, have no difference.
  const same = equal(p.logVariance, q.logVariance);
  const ratio = where(same, 0, mul(sub(p.logVariance, q.logVariance), 0.5));
  const larger = exp(mul(maximum(p.logVariance, q.logVariance), 0.5));
  const spread = mul(larger, preciseExpm1(neg(abs(ratio))));
  return sumFeatures('squaredWasserstein2', add(square(sub(p.mean, q.mean)), square(spread)));
}
