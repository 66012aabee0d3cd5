import { assertInteger, assertNotNegative, checkOptions } from '@latentkit/check';
import type { BottleneckRecipe } from '@latentkit/model';
import { uniform } from '@latentkit/random';
import { stopGradient, sumFeatures } from '@latentkit/shared';
import { square, sub, type Tensor, tidy, variable } from '@tensorflow/tfjs-core';
import { perplexity, quantize, straightThrough } from './quantize.ts';

/** The options of `vectorQuantized`. */
export interface VectorQuantizedOptions {
  /** How many entries the codebook has. */
  readonly codebookSize: number;
  /** β, how strongly the encoder is held to the entries that it chose, at least 0. Default 0.25. */
  readonly commitment?: number | undefined;
}

/**
 * Latents from a codebook: each vector of the encoder's output, along its last axis, is replaced by the nearest entry.
 *
 *   c = e_k,   k = argminⱼ ‖z − eⱼ‖²,   terms: codebook ‖sg(z) − e_k‖²,  commitment β ‖z − sg(e_k)‖²
 *
 * The decoder's gradient passes to the encoder as if nothing had been replaced (straight-through). A third term, of weight
 * 0, is logged alone: `perplexity`, how many entries are in use, from 1 to all. Its variable is `codebook`,
 * `[codebookSize, dimension]`, which learns by its term; that of `vectorQuantizedEma` follows the encoder.
 *
 * @param options codebook size, commitment
 * @throws TypeError, RangeError for an option out of range
 * @example
 * const bottleneck = vectorQuantized({ codebookSize: 64 });
 * autoencoder('vqVae', mlp(), { shape: [4], latentShape: [3, 8], seed: 1, bottleneck }).stepCount; // 0
 *
 * van den Oord, Vinyals & Kavukcuoglu, "Neural Discrete Representation Learning", 2017, https://arxiv.org/abs/1711.00937
 */
export function vectorQuantized(
  options: VectorQuantizedOptions,
): BottleneckRecipe<'codebook' | 'commitment' | 'perplexity'> {
  return vectorQuantizedOf('vectorQuantized', checkOptions('vectorQuantized', options, ['codebookSize', 'commitment']));
}

/** `vectorQuantized` with the name by which its errors go. */
export function vectorQuantizedOf(
  caller: string,
  { codebookSize, commitment = 0.25 }: VectorQuantizedOptions,
): BottleneckRecipe<'codebook' | 'commitment' | 'perplexity'> {
  assertInteger(caller, 'codebookSize', codebookSize, 2);
  assertNotNegative(caller, 'commitment', commitment);
  return ({ latentShape, key }) => {
    const range = { minimum: -1 / codebookSize, maximum: 1 / codebookSize };
    const codebook = tidy(() => variable(uniform(key, [codebookSize, latentShape.at(-1)!], range)));
    return {
      variables: { codebook },
      parameterShape: () => latentShape,
      encode(output) {
        const { quantized, chosen } = quantize(output, codebook);
        const distance = (a: Tensor, b: Tensor) => sumFeatures(caller, square(sub(a, b)));
        return {
          latents: straightThrough(output, quantized),
          terms: {
            codebook: distance(quantized, stopGradient(output)),
            commitment: distance(output, stopGradient(quantized)),
            perplexity: perplexity(chosen),
          },
          weights: { commitment, perplexity: 0 },
        };
      },
      mean: (output) => quantize(output, codebook).quantized,
    };
  };
}
