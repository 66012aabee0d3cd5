import { assertBackend, assertBetween, assertKey, assertShape } from '@latentkit/check';
import { less, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Key } from './key.ts';
import { uniform } from './uniform.ts';

/**
 * Tosses of a coin, those of `jax.random.bernoulli`: true where a uniform number is below `probability`.
 *
 * @param key the source of randomness
 * @param probability of true, from 0 to 1
 * @param shape the shape of the result
 * @returns `shape`, bool; the same on every backend
 * @throws TypeError, RangeError for an argument that is not as said
 * @example
 * bernoulli(key(0), 0.5, [3]);  // [0, 0, 1]
 */
export function bernoulli(key: Key, probability: number, shape: readonly number[]): Tensor {
  assertKey('bernoulli', key);
  assertBetween('bernoulli', 'probability', probability, 0, 1);
  assertShape('bernoulli', 'shape', shape);
  assertBackend('bernoulli');
  return tidy(() => less(uniform(key, shape), Math.fround(probability)));
}
