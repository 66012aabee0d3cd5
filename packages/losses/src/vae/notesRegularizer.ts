import { assertSameShape } from '@latentkit/check';
import { expExcess, sumFeatures } from '@latentkit/shared';
import { add, square, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';

/**
 * The regulariser of the lecture notes for the code c = exp(σ) ⊙ e + m, e ~ N(0, I), exactly as they write it, per example,
 * summed over the code.
 *
 *   Σ [exp(σ) − (1 + σ) + m²]
 *
 * It is not the KL divergence of that code from N(0, I): for a standard deviation of exp(σ) that is
 * Σ ½ [exp(2σ) − (1 + 2σ) + m²], `kl(diagonalGaussian({ mean: m, logVariance: 2σ }), standardNormal(shape))`. What the notes
 * write is that KL doubled, of a code whose *variance* is exp(σ), with `logVariance: σ`. So both are least, and 0, at m = 0
 * and σ = 0 alone, but where KL curves by 2 along σ and by 1 along m, the notes' form curves by 1 and by 2: it pulls the means
 * twice as hard to 0 and the spreads half as hard to 1, and the sum of it and a reconstruction is no bound on the evidence.
 *
 * @param mean m, `[batch, ...latent]`
 * @param sigma σ, the same shape; the code's standard deviation is exp(σ)
 * @returns `[batch]`; ∞ for σ above 88, where float32 overflows
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * notesRegularizer(tensor2d([[0, 2]]), tensor2d([[1, 0]]));  // [4.7183]
 */
export function notesRegularizer(mean: Tensor, sigma: Tensor): Tensor1D {
  assertSameShape('notesRegularizer', { mean, sigma });
  return tidy(() => sumFeatures('notesRegularizer', add(expExcess(sigma), square(mean))));
}
