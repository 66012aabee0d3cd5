import { assertNotNegative, checkOptions } from '@latentkit/check';
import { diagonalGaussian, diagonalGaussianFamily } from '@latentkit/distributions';
import { notesRegularizer } from '@latentkit/losses';
import type { BottleneckRecipe } from '@latentkit/model';
import { normal } from '@latentkit/random';
import { clone, mul, split, type Tensor } from '@tensorflow/tfjs-core';

/** The options of `notesGaussian`. */
export interface NotesGaussianOptions {
  /** The weight of the regulariser, at least 0. Default 1. */
  readonly weight?: number | undefined;
}

/**
 * The latents of a variational auto-encoder as the lecture notes write them: the encoder gives m and σ, the standard
 * deviation is exp(σ), and the regulariser is not quite a KL divergence.
 *
 *   c = exp(σ) ⊙ e + m,   e ~ N(0, I),   regularizer = Σ [exp(σ) − (1 + σ) + m²]
 *
 * The regulariser is twice the divergence of N(m, exp(σ)) from N(0, I), of variance exp(σ), while that of the latents that
 * are decoded is exp(2σ). Both are 0 at m = 0, σ = 0 alone; but the means are drawn there twice as hard and the spreads half
 * as hard as by the divergence of the latents themselves, which `gaussian` has, and −loss is no bound on the evidence.
 *
 * @param options the weight
 * @returns a bottleneck with the term `regularizer`
 * @throws TypeError, RangeError for an option out of range
 * @example
 * autoencoder('vae', mlp(), { shape: [4], latentShape: [2], seed: 1, bottleneck: notesGaussian() }).stepCount; // 0
 */
export function notesGaussian(options: NotesGaussianOptions = {}): BottleneckRecipe<'regularizer'> {
  return notesGaussianOf('notesGaussian', checkOptions('notesGaussian', options, ['weight']));
}

/** `notesGaussian` with the name by which its errors go. */
export function notesGaussianOf(caller: string, { weight = 1 }: NotesGaussianOptions): BottleneckRecipe<'regularizer'> {
  assertNotNegative(caller, 'weight', weight);
  const parts = (output: Tensor) => split(output, 2, -1) as [mean: Tensor, sigma: Tensor];
  function posterior(output: Tensor) {
    const [mean, sigma] = parts(output);
    return diagonalGaussian({ mean, logVariance: mul(sigma, 2) });
  }
  return ({ latentShape }) => ({
    parameterShape: diagonalGaussianFamily.parameterShape,
    encode: (output, { key }) => ({
      latents: posterior(output).sample(key),
      terms: { regularizer: notesRegularizer(...parts(output)) },
      weights: { regularizer: weight },
    }),
    mean: (output) => clone(parts(output)[0]),
    posterior,
    sample: (count, key) => normal(key, [count, ...latentShape]),
  });
}
