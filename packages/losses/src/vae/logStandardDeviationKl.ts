import { assertSameShape } from '@latentkit/check';
import { expExcess, sumFeatures } from '@latentkit/shared';
import { add, mul, square, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';

/**
 * Kullback-Leibler divergence from the standard Gaussian of one given by its log standard deviation, as that of the code
 * c = exp(σ) ⊙ e + m, e ~ N(0, I), per example, summed over the code.
 *
 *   KL(N(m, exp(2σ)) ‖ N(0, 1)) = ½ Σ [exp(2σ) + m² − 1 − 2σ]
 *
 * It is `gaussianKl(m, 2σ)`. The lecture notes write another sum for this code: see `notesRegularizer`.
 *
 * @param mean m, `[batch, ...latent]`
 * @param logStandardDeviation σ, the same shape
 * @returns `[batch]`, in nats; ∞ for σ above 44, where float32 overflows
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * logStandardDeviationKl(tensor2d([[0, 2]]), tensor2d([[1, 0]]));  // [4.1945]
 * @see Kingma & Welling, Auto-Encoding Variational Bayes, 2014, appendix B. https://arxiv.org/abs/1312.6114
 */
export function logStandardDeviationKl(mean: Tensor, logStandardDeviation: Tensor): Tensor1D {
  assertSameShape('logStandardDeviationKl', { mean, logStandardDeviation });
  return tidy(() => {
    const excess = expExcess(mul(logStandardDeviation, 2));
    return mul(sumFeatures('logStandardDeviationKl', add(square(mean), excess)), 0.5);
  });
}
