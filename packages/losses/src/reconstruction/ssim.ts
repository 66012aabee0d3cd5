import { sub, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { dissimilarity } from './structuralDissimilarity.ts';
import type { SsimOptions } from './structuralTerms.ts';

/**
 * Structural similarity of two images, per example: 1 for equals, about 0 where they have nothing to do with each other,
 * at least −1. It looks through a Gaussian window and compares the luminance, the contrast and the pattern there, so a
 * shift of all grey values counts for little and a blur for much. To minimise, {@link structuralDissimilarity}.
 *
 *   mean over places and channels of  (2 μ₁μ₂ + C₁) (2 σ₁₂ + C₂) / ((μ₁² + μ₂² + C₁) (σ₁² + σ₂² + C₂)),   Cᵢ = (Kᵢ range)²
 *
 * with the means, variances and the covariance under the window, at every place where it fits whole, as in the paper:
 * weights that sum to 1, no N/(N − 1), no padding.
 *
 * @param first `[batch, height, width, channels]` in [0, range], at least as high and wide as the window
 * @param second the same shape
 * @returns `[batch]`, from −1 to 1, no unit
 * @throws RangeError where the shapes differ or are not those of images, where an image is smaller than the window, which
 *   names the least size, or where an option is out of range
 * @example
 * ssim(ones([2, 16, 16, 1]), ones([2, 16, 16, 1]));  // [1, 1]
 * @see Wang et al., Image Quality Assessment: From Error Visibility to Structural Similarity, 2004,
 * https://doi.org/10.1109/TIP.2003.819861
 */
export function ssim(first: Tensor, second: Tensor, options: SsimOptions = {}): Tensor1D {
  return tidy(() => sub(1, dissimilarity('ssim', { first, second }, options)));
}
