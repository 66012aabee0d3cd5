import { crossEntropyFromLogits } from '@latentkit/backend';
import { assertInteger, assertOneOf, assertPositive, checkOptions } from '@latentkit/check';
import { isotropicGaussian, learnedGaussian } from '@latentkit/distributions';
import type { ContextSize } from '@latentkit/nn';
import { categorical, type Key, uniform } from '@latentkit/random';
import { neg, oneHot, softmax, type Tensor, type Tensor1D, type Tensor2D, zeros } from '@tensorflow/tfjs-core';

/** A part of what the generator of an InfoGAN is given besides noise, and how the critic guesses it. */
export interface CodePart {
  /** As the generator reads it from its context. */
  readonly size: ContextSize;
  /** How many numbers the critic gives for its guess. */
  readonly guessSize: number;
  /** Draws of it, `[count]` int32 or `[count, size]`. */
  sample(count: number, key: Key): Tensor;
  /** ln Q(value | guess) of each example, `[batch]`, for what the critic gives, `[batch, guessSize]`. */
  logProb(guess: Tensor2D, value: Tensor): Tensor1D;
  /** What is shown of a guess: probabilities `[batch, classes]`, or means `[batch, size]`. */
  mean(guess: Tensor2D): Tensor2D;
}

/**
 * A code of an InfoGAN that is one of so many classes, each as likely: what varies in kind, such as which digit it is. The
 * critic guesses it by logits.
 *
 * @param classes how many, at least 2
 * @returns a part of the code
 * @throws TypeError, RangeError unless an integer of at least 2
 * @example
 * categoricalCode(10).sample(3, key(1)).shape; // [3]
 *
 * Chen et al., "InfoGAN", 2016, https://arxiv.org/abs/1606.03657
 */
export function categoricalCode(classes: number): CodePart {
  assertInteger('categoricalCode', 'classes', classes, 2);
  return {
    size: { classes },
    guessSize: classes,
    sample: (count, key) => categorical(key, zeros([count, classes])),
    logProb: (guess, value) => neg(crossEntropyFromLogits(guess, oneHot(value as Tensor1D, classes) as Tensor2D)),
    mean: (guess) => softmax(guess),
  };
}

/** The options of `uniformCode`. */
export interface UniformCodeOptions {
  /**
   * σ of the Gaussian that is the critic's guess, the same for every example; or `'learned'`, by the critic and for each
   * example, at least 0.01. Default 1, as in the paper's program: the critic then regresses to the code.
   */
  readonly standardDeviation?: number | 'learned';
}

/** A code cannot be known better than this: or a density would grow without bound. */
const LEAST_DEVIATION = 0.01;

/**
 * A code of an InfoGAN of numbers that are uniform in [−1, 1): what varies by degrees, such as slant and width. The critic
 * guesses it by a Gaussian whose dimensions are independent.
 *
 * @param size how many numbers. Default 1
 * @param options the standard deviation of the guess
 * @returns a part of the code
 * @throws TypeError, RangeError unless an integer of at least 1, and a standard deviation above 0 or `'learned'`
 * @example
 * uniformCode(2).sample(3, key(1)).shape; // [3, 2]
 * uniformCode(2, { standardDeviation: 'learned' }).guessSize; // 4
 *
 * Chen et al., "InfoGAN", 2016, https://arxiv.org/abs/1606.03657
 */
export function uniformCode(size = 1, options: UniformCodeOptions = {}): CodePart {
  assertInteger('uniformCode', 'size', size);
  const { standardDeviation = 1 } = checkOptions('uniformCode', options, ['standardDeviation']);
  if (typeof standardDeviation === 'string') {
    assertOneOf('uniformCode', 'standardDeviation', standardDeviation, ['learned']);
  } else assertPositive('uniformCode', 'standardDeviation', standardDeviation);
  const family =
    typeof standardDeviation === 'string'
      ? learnedGaussian({ minimumStandardDeviation: LEAST_DEVIATION })
      : isotropicGaussian({ standardDeviation });
  return {
    size,
    guessSize: family.parameterShape([size])[0]!,
    sample: (count, key) => uniform(key, [count, size], { minimum: -1, maximum: 1 }),
    logProb: (guess, value) => family.of(guess).logProb(value),
    mean: (guess) => family.of(guess).mean() as Tensor2D,
  };
}
