import { assertInteger, assertNotNegative, checkOptions } from '@latentkit/check';
import type { BottleneckRecipe } from '@latentkit/model';
import { uniform } from '@latentkit/random';
import { stopGradient, sumFeatures } from '@latentkit/shared';
import {
  add,
  argMin,
  cast,
  matMul,
  oneHot,
  reshape,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tidy,
  variable,
} from '@tensorflow/tfjs-core';

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
 * The decoder's gradient passes to the encoder as if nothing had been replaced (straight-through). Its variable is
 * `codebook`, `[codebookSize, dimension]`.
 *
 * @param options codebook size, commitment
 * @throws TypeError, RangeError for an option out of range
 * @example
 * const bottleneck = vectorQuantized({ codebookSize: 64 });
 * autoencoder('vqVae', mlp(), { shape: [4], latentShape: [3, 8], seed: 1, bottleneck }).stepCount; // 0
 *
 * van den Oord, Vinyals & Kavukcuoglu, "Neural Discrete Representation Learning", 2017, https://arxiv.org/abs/1711.00937
 */
export function vectorQuantized(options: VectorQuantizedOptions): BottleneckRecipe<'codebook' | 'commitment'> {
  return vectorQuantizedOf('vectorQuantized', checkOptions('vectorQuantized', options, ['codebookSize', 'commitment']));
}

/** `vectorQuantized` with the name by which its errors go. */
export function vectorQuantizedOf(
  caller: string,
  { codebookSize, commitment = 0.25 }: VectorQuantizedOptions,
): BottleneckRecipe<'codebook' | 'commitment'> {
  assertInteger(caller, 'codebookSize', codebookSize, 2);
  assertNotNegative(caller, 'commitment', commitment);
  return ({ latentShape, key }) => {
    const dimension = latentShape.at(-1)!;
    const range = { minimum: -1 / codebookSize, maximum: 1 / codebookSize };
    const codebook = tidy(() => variable(uniform(key, [codebookSize, dimension], range)));

    /** The nearest entry of each vector. A product in place of a look-up: its gradient is the faster one. */
    function quantize(output: Tensor): Tensor {
      const vectors = reshape(output, [-1, dimension]) as Tensor2D;
      const entries = codebook as unknown as Tensor2D;
      const distances = sub(sum(square(entries), 1), matMul(add(vectors, vectors), entries, false, true));
      const chosen = cast(oneHot(argMin(distances, 1) as never, codebookSize), 'float32') as Tensor2D;
      return reshape(matMul(chosen, entries), output.shape);
    }

    return {
      variables: { codebook },
      parameterShape: () => latentShape,
      encode(output) {
        const quantized = quantize(output);
        const distance = (a: Tensor, b: Tensor) => sumFeatures(caller, square(sub(a, b)));
        return {
          latents: add(output, stopGradient(sub(quantized, output))),
          terms: {
            codebook: distance(quantized, stopGradient(output)),
            commitment: distance(output, stopGradient(quantized)),
          },
          weights: { commitment },
        };
      },
      mean: quantize,
    };
  };
}
