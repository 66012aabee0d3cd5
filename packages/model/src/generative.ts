import { assertInteger, assertKey } from '@latentkit/check';
import type { Context } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Whatever can be sampled. */
export interface Generative {
  /**
   * Examples drawn from the model, `[count, ...shape]`, which are the caller's to dispose.
   *
   * @param count how many, at least 1
   * @param key the same gives the same examples, another gives others
   * @param context what a conditional model is conditioned on, `[count, ...]` each
   */
  sample(count: number, key: Key, context?: Context): Tensor;
}

/**
 * Refuses what `sample` cannot take.
 *
 * @param caller the function whose errors these are
 * @param count how many examples, at least 1
 * @param key the same gives the same examples
 * @throws TypeError, RangeError unless a number of examples and a key
 * @example
 * assertSampling('mine.sample', 16, key(1));
 */
export function assertSampling(caller: string, count: unknown, key: unknown): void {
  assertInteger(caller, 'count', count);
  assertKey(caller, key);
}
