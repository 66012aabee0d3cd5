import { assertBetween, assertInteger, assertNotNegative, checkOptions } from '@latentkit/check';
import type { BottleneckRecipe } from '@latentkit/model';
import { uniform } from '@latentkit/random';
import { stopGradient, sumFeatures } from '@latentkit/shared';
import {
  add,
  cast,
  div,
  expandDims,
  gather,
  greater,
  less,
  matMul,
  mean,
  mul,
  reshape,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tidy,
  variable,
  where,
  zeros,
} from '@tensorflow/tfjs-core';
import { perplexity, quantize, straightThrough } from './quantize.ts';
import type { VectorQuantizedOptions } from './vectorQuantized.ts';

/** The options of `vectorQuantizedEma`. */
export interface VectorQuantizedEmaOptions extends VectorQuantizedOptions {
  /** How much of the averages is left after a step, from 0 and below 1. Default 0.99. */
  readonly decay?: number | undefined;
  /** An entry used less than this share of the mean is replaced by a vector of the batch, from 0 and below 1. Default 0.03. */
  readonly reviveBelow?: number | undefined;
}

/**
 * `vectorQuantized` with a codebook that no gradient trains: each entry is the average of the vectors that chose it lately.
 *
 *   usageₖ ← γ usageₖ + (1 − γ) nₖ,   totalₖ ← γ totalₖ + (1 − γ) Σ z,   eₖ = totalₖ / usageₖ
 *
 * over the nₖ vectors of the batch whose entry is k, after each step. An entry that is hardly used is replaced by a random
 * vector of the batch, so none is dead for long; in the first step, where none has been used, that is how they begin. The
 * terms are `commitment` and, of weight 0, `perplexity`. `codebook`, `usage` and `total` are buffers: saved, not trained.
 *
 * @param options codebook size, commitment, decay, when to revive
 * @throws TypeError, RangeError for an option out of range
 * @example
 * const bottleneck = vectorQuantizedEma({ codebookSize: 64 });
 * autoencoder('vqVae', mlp(), { shape: [4], latentShape: [3, 8], seed: 1, bottleneck }).stepCount; // 0
 *
 * van den Oord, Vinyals & Kavukcuoglu, "Neural Discrete Representation Learning", 2017, appendix A.1,
 * https://arxiv.org/abs/1711.00937; revived as in Dhariwal et al., "Jukebox", 2020, https://arxiv.org/abs/2005.00341
 */
export function vectorQuantizedEma(options: VectorQuantizedEmaOptions): BottleneckRecipe<'commitment' | 'perplexity'> {
  const names = ['codebookSize', 'commitment', 'decay', 'reviveBelow'] as const;
  return vectorQuantizedEmaOf('vectorQuantizedEma', checkOptions('vectorQuantizedEma', options, names));
}

/** `vectorQuantizedEma` with the name by which its errors go. */
export function vectorQuantizedEmaOf(
  caller: string,
  { codebookSize, commitment = 0.25, decay = 0.99, reviveBelow = 0.03 }: VectorQuantizedEmaOptions,
): BottleneckRecipe<'commitment' | 'perplexity'> {
  assertInteger(caller, 'codebookSize', codebookSize, 2);
  assertNotNegative(caller, 'commitment', commitment);
  assertBetween(caller, 'decay', decay, 0, 1 - Number.EPSILON);
  assertBetween(caller, 'reviveBelow', reviveBelow, 0, 1 - Number.EPSILON);
  return ({ latentShape, key }) => {
    const dimension = latentShape.at(-1)!;
    const range = { minimum: -1 / codebookSize, maximum: 1 / codebookSize };
    const codebook = tidy(() => variable(uniform(key, [codebookSize, dimension], range), false));
    const usage = tidy(() => variable(zeros([codebookSize]), false));
    const total = tidy(() => variable(zeros([codebookSize, dimension]), false));
    const averaged = (average: Tensor, value: Tensor) => add(mul(average, decay), mul(value, 1 - decay));

    return {
      buffers: { codebook, usage, total },
      parameterShape: () => latentShape,
      encode(output) {
        const { quantized, chosen } = quantize(output, stopGradient(codebook));
        return {
          latents: straightThrough(output, quantized),
          terms: {
            commitment: sumFeatures(caller, square(sub(output, stopGradient(quantized)))),
            perplexity: perplexity(chosen),
          },
          weights: { commitment, perplexity: 0 },
        };
      },
      mean: (output) => quantize(output, codebook).quantized,
      update(output, { key }) {
        const vectors = reshape(output, [-1, dimension]) as Tensor2D;
        const { chosen } = quantize(output, codebook);
        const used = averaged(usage, sum(chosen, 0));
        const summed = averaged(total, matMul(chosen, vectors, true));
        const typical = mean(used);
        const dead = less(used, mul(typical, reviveBelow));
        const picks = cast(mul(uniform(key, [codebookSize]), vectors.shape[0]), 'int32');
        usage.assign(where(dead, typical, used));
        total.assign(where(expandDims(dead, 1), mul(gather(vectors, picks as never), typical), summed));
        // Of an entry that was never used there is no average.
        const known = greater(usage, 0);
        const averages = div(total, expandDims(where(known, usage, 1), 1));
        codebook.assign(where(expandDims(known, 1), averages, codebook) as Tensor2D);
      },
    };
  };
}
