import { checkOptions } from '@latentkit/check';
import { diagonalGaussianFamily } from '@latentkit/distributions';
import type { BottleneckRecipe } from '@latentkit/model';
import { klPerLatent } from './klRegularizers.ts';
import type { KlTerms } from './klTerm.ts';
import { type PosteriorOptions, posteriorBottleneck, posteriorOptionNames } from './posteriorBottleneck.ts';

/** The options of `gaussian`. */
export type GaussianOptions = PosteriorOptions;

/**
 * A Gaussian with diagonal covariance for the latents of each example: the encoder gives a mean and a log variance of each.
 *
 *   z = μ + σ ⊙ e,   e ~ N(0, I),   kl = KL(N(μ, σ²) ‖ prior)
 *
 * Under a prior of one's own the divergence is estimated from the latents that are drawn, as ln q(z | x) − ln p(z).
 *
 * @param options β, prior, samples, regulariser
 * @returns a bottleneck with the term `kl`, in nats, and `regularizer`, if there is one
 * @throws TypeError, RangeError for an option out of range; at a step, for a schedule that gives a negative number
 * @example
 * autoencoder('vae', mlp(), { shape: [4], latentShape: [2], seed: 1, bottleneck: gaussian({ beta: 4 }) }).stepCount; // 0
 *
 * Kingma & Welling, "Auto-Encoding Variational Bayes", 2014, https://arxiv.org/abs/1312.6114
 */
export function gaussian(options?: GaussianOptions & { readonly regularizer?: undefined }): BottleneckRecipe<'kl'>;
export function gaussian(options: GaussianOptions): BottleneckRecipe<KlTerms>;
export function gaussian(options: GaussianOptions = {}): BottleneckRecipe<never> {
  return gaussianOf('gaussian', checkOptions('gaussian', options, posteriorOptionNames));
}

/** `gaussian` with the name by which its errors go. */
export function gaussianOf(caller: string, options: GaussianOptions): BottleneckRecipe<KlTerms> {
  const { of, parameterShape } = diagonalGaussianFamily;
  return posteriorBottleneck(caller, options, () => ({
    parameterShape,
    of,
    sampleWithKl: (output, key) => of(output).sampleWithKl(key),
    klPerLatent: (output) => klPerLatent(of(output).parameters),
  }));
}
