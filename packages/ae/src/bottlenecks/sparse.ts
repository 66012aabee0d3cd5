import { assertBetween, assertNotNegative, checkOptions } from '@latentkit/check';
import { klSparsityFromLogits, l1Sparsity } from '@latentkit/losses';
import type { BottleneckRecipe } from '@latentkit/model';
import { relu, sigmoid } from '@tensorflow/tfjs-core';

/** The options of `l1Sparse`. */
export interface L1SparseOptions {
  /** The weight of the term, at least 0. */
  readonly weight: number;
}

/** The options of `klSparse`. */
export interface KlSparseOptions {
  /** The weight of the term, at least 0. Default 3. */
  readonly weight?: number | undefined;
  /** The share of examples for which a latent should be active, above 0 and below 1. Default 0.05. */
  readonly rate?: number | undefined;
}

/**
 * Latents of which few are not 0: rectified, with their sum as a term.
 *
 *   z = max(0, encoder(x)),   sparsity = Σ z
 *
 * @param options weight
 * @returns a bottleneck with the term `sparsity`, `[batch]`
 * @throws TypeError, RangeError unless the weight is finite and at least 0
 * @example
 * const bottleneck = l1Sparse({ weight: 0.1 });
 * autoencoder('sparse', mlp(), { shape: [4], latentShape: [8], seed: 1, bottleneck }).stepCount; // 0
 *
 * Glorot, Bordes & Bengio, "Deep Sparse Rectifier Neural Networks", 2011, https://proceedings.mlr.press/v15/glorot11a.html
 */
export function l1Sparse(options: L1SparseOptions): BottleneckRecipe<'sparsity'> {
  return l1SparseOf('l1Sparse', checkOptions('l1Sparse', options, ['weight']));
}

/** `l1Sparse` with the name by which its errors go. */
export function l1SparseOf(caller: string, { weight }: L1SparseOptions): BottleneckRecipe<'sparsity'> {
  assertNotNegative(caller, 'weight', weight);
  return ({ latentShape }) => ({
    parameterShape: () => latentShape,
    encode(output) {
      const latents = relu(output);
      return { latents, terms: { sparsity: l1Sparsity(latents) }, weights: { sparsity: weight } };
    },
    mean: (output) => relu(output),
  });
}

/**
 * Latents between 0 and 1, each of which is active for few examples: the divergence of its mean over the batch from a rate.
 *
 *   z = sigmoid(encoder(x)),   sparsity = Σⱼ KL(rate ‖ mean of zⱼ)
 *
 * @param options weight, rate
 * @returns a bottleneck with the term `sparsity`, a scalar: it is of the whole batch
 * @throws TypeError, RangeError for an option out of range
 * @example
 * const bottleneck = klSparse({ rate: 0.1 });
 * autoencoder('sparse', mlp(), { shape: [4], latentShape: [8], seed: 1, bottleneck }).stepCount; // 0
 *
 * Ng, "Sparse autoencoder", CS294A lecture notes, 2011, https://web.stanford.edu/class/cs294a/sparseAutoencoder.pdf
 */
export function klSparse(options: KlSparseOptions = {}): BottleneckRecipe<'sparsity'> {
  return klSparseOf('klSparse', checkOptions('klSparse', options, ['weight', 'rate']));
}

/** `klSparse` with the name by which its errors go. */
export function klSparseOf(caller: string, { weight = 3, rate = 0.05 }: KlSparseOptions): BottleneckRecipe<'sparsity'> {
  assertNotNegative(caller, 'weight', weight);
  assertBetween(caller, 'rate', rate, Number.MIN_VALUE, 1 - Number.EPSILON);
  return ({ latentShape }) => ({
    parameterShape: () => latentShape,
    encode: (output) => ({
      latents: sigmoid(output),
      terms: { sparsity: klSparsityFromLogits(output, { rate }) },
      weights: { sparsity: weight },
    }),
    mean: (output) => sigmoid(output),
  });
}
