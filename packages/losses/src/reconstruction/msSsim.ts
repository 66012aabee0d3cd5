import { assertPositive, checkOptions, show } from '@latentkit/check';
import {
  avgPool,
  greater,
  mean,
  mul,
  pow,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tidy,
  where,
} from '@tensorflow/tfjs-core';
import { assertWeights } from './assertWeights.ts';
import {
  assertImages,
  dissimilarityOf,
  type SsimOptions,
  ssimOptionNames,
  ssimSettings,
  structuralTerms,
} from './structuralTerms.ts';

/** Options of {@link msSsim}. */
export interface MsSsimOptions extends SsimOptions {
  /**
   * How much each scale counts, the finest first; as many scales as weights. Default
   * `[0.0448, 0.2856, 0.3001, 0.2363, 0.1333]`, the five of the paper, found by what people see.
   */
  readonly weights?: readonly number[];
}

/**
 * Structural similarity over several scales, per example: {@link ssim} without its luminance at full size, half size and
 * so on, and with it at the smallest. It depends less than SSIM on how far one sits from the picture. To minimise,
 * `sub(1, msSsim(prediction, target))`.
 *
 *   mean over channels of  Π_{j < M} (mean contrast-structure at scale j)^wⱼ · (mean SSIM at scale M)^w_M
 *
 * From a scale to the next, 2 × 2 pixels become their average; at an odd edge, those that there are. A scale whose mean is
 * below 0 has no such power: it counts as 0, and the gradient there is 0.
 *
 * @param first `[batch, height, width, channels]` in [0, range], at least (windowSize − 1) · 2^(M − 1) + 1 high and wide: 161
 *   with all defaults; with two weights 21
 * @param second the same shape
 * @returns `[batch]`, from 0 to 1, no unit
 * @throws RangeError where the shapes differ or are not those of images, where an image is too small, which names the least
 *   size, or where an option is out of range
 * @example
 * msSsim(zeros([1, 28, 28, 1]), ones([1, 28, 28, 1]), { weights: [0.5, 0.5] });  // [0.01]
 * @see Wang, Simoncelli & Bovik, Multi-scale structural similarity for image quality assessment, 2003,
 * https://doi.org/10.1109/ACSSC.2003.1292216
 */
export function msSsim(first: Tensor, second: Tensor, options: MsSsimOptions = {}): Tensor1D {
  checkOptions('msSsim', options, ['weights', ...ssimOptionNames]);
  const { weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333], ...rest } = options;
  const settings = ssimSettings('msSsim', rest);
  assertWeights('msSsim', weights, assertPositive);
  if (weights.length === 0) throw new RangeError(`msSsim: weights is ${show(weights)} but at least one was expected.`);
  assertImages('msSsim', { first, second }, (settings.windowSize - 1) * 2 ** (weights.length - 1) + 1);
  return tidy(() => {
    let [one, other] = [first, second];
    const factors = weights.map((weight, scale) => {
      if (scale > 0) [one, other] = [half(one), half(other)];
      const terms = structuralTerms(one, other, settings);
      const lacking = scale === weights.length - 1 ? dissimilarityOf(terms) : terms.structure;
      return powerOrZero(sub(1, mean(lacking, [1, 2])), weight);
    });
    return mean(
      factors.reduce((product, factor) => mul(product, factor)),
      1,
    );
  });
}

const half = (x: Tensor): Tensor => avgPool(x as Tensor4D, 2, 2, 'same');

function powerOrZero(x: Tensor, exponent: number): Tensor {
  const positive = greater(x, 0);
  return where(positive, pow(where(positive, x, 1), exponent), 0);
}
