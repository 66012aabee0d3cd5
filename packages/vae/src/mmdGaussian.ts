import { assertBetween, assertMethods, checkOptions } from '@latentkit/check';
import { type Kernel, mmd, rbf } from '@latentkit/divergences';
import type { BottleneckRecipe } from '@latentkit/model';
import { foldIn, normal } from '@latentkit/random';
import { sizeOf } from '@latentkit/shared';
import { reshape, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { gaussianOf } from './gaussian.ts';

/** The options of `mmdGaussian`. */
export interface MmdGaussianOptions {
  /** α, at most 1: the KL divergence has the weight 1 − α. 0 is that of a VAE; 1 leaves it out (MMD-VAE). Default 1. */
  readonly alpha?: number | undefined;
  /** λ, at least 1 − α: the discrepancy has the weight α + λ − 1. Default 1000. */
  readonly lambda?: number | undefined;
  /** How alike two latents are. Default `rbf` with the bandwidth `latents / √2`, that of the authors' code. */
  readonly kernel?: Kernel | undefined;
}

// What a key is for.
const [ENCODE, PRIOR] = [0, 1] as const;

/**
 * The Gaussian of `gaussian`, with less of its KL divergence, and the discrepancy of all latents of a batch from the prior: so
 * the latents may tell much of an example, while all together look like the prior.
 *
 *   (1 − α) KL(q(z | x) ‖ N(0, I)) + (α + λ − 1) MMD²(q(z), N(0, I))
 *
 * The discrepancy is the unbiased estimate, from the latents of the batch and as many draws of the prior: below 0 now and then.
 *
 * @param options α, λ, kernel
 * @returns a bottleneck with the terms `kl` and `mmd`, which is a scalar; a batch has at least 2 examples
 * @throws TypeError, RangeError for an option out of range
 * @example
 * const bottleneck = mmdGaussian({ lambda: 100 });
 * autoencoder('infoVae', mlp(), { shape: [4], latentShape: [2], seed: 1, bottleneck }).stepCount; // 0
 *
 * Zhao et al., "InfoVAE: Balancing Learning and Inference in Variational Autoencoders", 2019, https://arxiv.org/abs/1706.02262
 */
export function mmdGaussian(options: MmdGaussianOptions = {}): BottleneckRecipe<'kl' | 'mmd'> {
  return mmdGaussianOf('mmdGaussian', checkOptions('mmdGaussian', options, ['alpha', 'lambda', 'kernel']));
}

/** `mmdGaussian` with the name by which its errors go. */
export function mmdGaussianOf(
  caller: string,
  { alpha = 1, lambda = 1000, kernel }: MmdGaussianOptions,
): BottleneckRecipe<'kl' | 'mmd'> {
  assertBetween(caller, 'alpha', alpha, -Number.MAX_VALUE, 1);
  assertBetween(caller, 'lambda', lambda, 1 - alpha, Number.MAX_VALUE);
  if (kernel !== undefined) assertMethods(caller, 'kernel', kernel, ['of']);
  const recipe = gaussianOf(caller, {});
  return (inputs) => {
    const gaussian = recipe(inputs);
    const size = sizeOf(inputs.latentShape);
    const similarity = kernel ?? rbf({ bandwidths: [size / Math.SQRT2] });
    const rows = (x: Tensor) => reshape(x, [-1, size]) as Tensor2D;
    return {
      ...gaussian,
      encode(output, at) {
        const { latents, terms } = gaussian.encode(output, { ...at, key: foldIn(at.key, ENCODE) });
        const drawn = normal(foldIn(at.key, PRIOR), latents.shape);
        return {
          latents,
          terms: { kl: terms.kl, mmd: mmd(rows(latents), rows(drawn), similarity) },
          weights: { kl: 1 - alpha, mmd: alpha + lambda - 1 },
        };
      },
    };
  };
}
