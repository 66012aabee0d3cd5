import { assertBetween, checkOptions } from '@latentkit/check';
import { add, softplus, split, sub, type Tensor } from '@tensorflow/tfjs-core';
import { familyOf } from '../checked.ts';
import { type DiagonalGaussian, diagonalGaussianBy } from '../diagonalGaussian/diagonalGaussian.ts';
import type { Family } from '../family.ts';
import { realLine } from './supports.ts';

/** Options of {@link learnedGaussian}. */
export interface LearnedGaussianOptions {
  /**
   * σ₀, in units of the data: the noise that is there whatever the decoder says. Default 0, none. Where data repeat, such
   * as the black around a digit, a density without it grows without bound.
   */
  readonly minimumStandardDeviation?: number;
}

/**
 * Every feature is Gaussian with a mean and a variance of its own, both parameters: there are twice the channels of the
 * data, the means first and then the logarithms of the variances, as an encoder of a VAE gives them.
 *
 *   log N(x; m, σ²) = −Σ [(x − m)² / (2 σ²) + ½ log σ² + ½ log 2π],   σ² = σ₀² + exp(s)      mean = m
 *
 * `[batch, ..., 2 channels]` stands for `[batch, ..., channels]`. Without σ₀ a log variance below −87 or so stands for a
 * precision that float32 cannot hold: unless x = m, value and gradient are then infinite, never NaN. Gradients pass through
 * samples.
 *
 * @throws RangeError unless the standard deviation is 0 or from 1e-18 to 1e18; by its methods, where the shapes do not fit
 * @example
 * learnedGaussian().of(tensor2d([[0, 2]])).logProb(tensor2d([[1]]));  // [-1.9866]
 * learnedGaussian().of(tensor2d([[0.25, 2]])).mean();  // [0.25]
 * @see Rybkin et al., Simple and Effective VAE Training with Calibrated Decoders, 2021, https://arxiv.org/abs/2006.13202
 */
export function learnedGaussian(options: LearnedGaussianOptions = {}): Family<DiagonalGaussian> {
  const { minimumStandardDeviation = 0 } = checkOptions('learnedGaussian', options, ['minimumStandardDeviation']);
  if (minimumStandardDeviation !== 0) {
    // Their squares are as far as float32 goes.
    assertBetween('learnedGaussian', 'minimumStandardDeviation', minimumStandardDeviation, 1e-18, 1e18);
  }
  const floor = 2 * Math.log(minimumStandardDeviation);
  // log(σ₀² + eˢ)
  const logVarianceOf = (s: Tensor) => (minimumStandardDeviation === 0 ? s : add(softplus(sub(s, floor)), floor));
  return diagonalGaussians('learnedGaussian', logVarianceOf);
}

/**
 * Gaussians whose dimensions are independent, by their parameters side by side: the posterior of a VAE. The means come
 * first, then the logarithms of the variances: `[batch, ..., 2 channels]` stands for `[batch, ..., channels]`. It is
 * `learnedGaussian()` under a name of its own, and gives what {@link diagonalGaussian} does.
 *
 * @example
 * const posterior = diagonalGaussianFamily.of(tensor2d([[0, 2, 0, 0]]));
 * kl(posterior, standardNormal([1, 2]));  // [2]
 */
export const diagonalGaussianFamily: Family<DiagonalGaussian> =
  /* @__PURE__ */ diagonalGaussians('diagonalGaussianFamily');

function diagonalGaussians(name: string, logVarianceOf = (s: Tensor) => s): Family<DiagonalGaussian> {
  return familyOf({
    name,
    support: realLine,
    takes: 'log-scales',
    count: 2,
    of: (parameters, shape, caller) =>
      diagonalGaussianBy(caller, shape, () => {
        const [mean, s] = split(parameters, 2, -1) as [Tensor, Tensor];
        return { mean, logVariance: logVarianceOf(s) };
      }),
  });
}
