import { expExcess, sumFeatures } from '@latentkit/shared';
import { add, mul, square, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import type { DiagonalGaussianParameters } from './diagonalGaussian.ts';
import { squaredDistance } from './squaredDistance.ts';
import { withPoints } from './withPoints.ts';

/**
 * KL(p ‖ q) = ½ Σ [σₚ²/σ_q² − 1 − log(σₚ²/σ_q²) + (μₚ − μ_q)²/σ_q²]
 *
 * It and its gradients are exactly 0 where p = q, and it keeps its digits near that. ∞ for log σₚ² − log σ_q² above 88.
 * Nothing reads the values: what is NaN stays NaN.
 *
 * @see Kullback, Information Theory and Statistics, 1959, chapter 9; Pardo, Statistical Inference Based on Divergence
 * Measures, 2005.
 */
export function kl(p: DiagonalGaussianParameters, q: DiagonalGaussianParameters): Tensor1D {
  const terms = withPoints(p, q, (difference, v, w) => add(expExcess(sub(v, w)), squaredDistance(difference, w)));
  return mul(sumFeatures('kl', terms), 0.5);
}

/**
 * KL(p ‖ N(0, I)) = ½ Σ (μ² + σ² − 1 − log σ²)
 *
 * @see Kingma & Welling, Auto-Encoding Variational Bayes, 2014, appendix B. https://arxiv.org/abs/1312.6114
 */
export function klFromStandard({ mean, logVariance }: DiagonalGaussianParameters): Tensor1D {
  // σ² − 1 − log σ² term by term would lose a small log variance to rounding.
  return mul(sumFeatures('kl', add(square(mean), expExcess(logVariance))), 0.5);
}
