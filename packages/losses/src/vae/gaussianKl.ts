import { assertSameShape } from '@latentkit/check';
import { expExcess, sumFeatures } from '@latentkit/shared';
import { add, mul, square, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';

/**
 * Kullback-Leibler divergence of a Gaussian with diagonal covariance from the standard Gaussian, per example, summed
 * over its dimensions.
 *
 *   KL(N(μ, σ²) ‖ N(0, 1)) = ½ Σ (μ² + σ² − 1 − log σ²)
 *
 * It is 0 exactly where μ = 0 and log σ² = 0, and above 0 everywhere else.
 *
 * @param mean μ, `[batch, ...latent]`
 * @param logVariance log σ², the same shape; finite up to 88, where float32 overflows
 * @returns `[batch]`, in nats
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * gaussianKl(tensor2d([[0, 2]]), tensor2d([[0, 0]]));  // [2]
 * @see Kingma & Welling, Auto-Encoding Variational Bayes, 2014, appendix B. https://arxiv.org/abs/1312.6114
 */
export function gaussianKl(mean: Tensor, logVariance: Tensor): Tensor1D {
  assertSameShape('gaussianKl', { mean, logVariance });
  return tidy(() => {
    // σ² − 1 − log σ² term by term would lose a small log variance to rounding.
    return mul(sumFeatures('gaussianKl', add(square(mean), expExcess(logVariance))), 0.5);
  });
}
