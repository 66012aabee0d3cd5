import { mean, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { assertImages, dissimilarityOf, type SsimOptions, ssimSettings, structuralTerms } from './structuralTerms.ts';

/**
 * 1 − {@link ssim}, per example: what to minimise. From 0 for images that are equal to 2; some halve it, which is not done
 * here. Near 0 it has more digits than a difference from 1.
 *
 * @param prediction `[batch, height, width, channels]` in [0, range], at least as high and wide as the window
 * @param target the same shape
 * @returns `[batch]`, no unit
 * @throws RangeError where the shapes differ or are not those of images, where an image is smaller than the window, which
 *   names the least size, or where an option is out of range
 * @example
 * structuralDissimilarity(zeros([2, 16, 16, 1]), ones([2, 16, 16, 1]));  // [0.9999, 0.9999]
 * @see Wang et al., Image Quality Assessment: From Error Visibility to Structural Similarity, 2004,
 * https://doi.org/10.1109/TIP.2003.819861
 */
export function structuralDissimilarity(prediction: Tensor, target: Tensor, options: SsimOptions = {}): Tensor1D {
  return dissimilarity('structuralDissimilarity', { prediction, target }, options);
}

/** The same under the name of the one who calls, and with its names of the images. */
export function dissimilarity(caller: string, images: Record<string, Tensor>, options: SsimOptions): Tensor1D {
  const settings = ssimSettings(caller, options);
  assertImages(caller, images, settings.windowSize);
  const [first, second] = Object.values(images) as [Tensor, Tensor];
  return tidy(() => mean(dissimilarityOf(structuralTerms(first, second, settings)), [1, 2, 3]));
}
