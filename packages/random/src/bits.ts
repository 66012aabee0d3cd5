import { assertInteger, assertKey } from '@latentkit/check';
import type { Key } from './key.ts';
import { threefry2x32 } from './threefry.ts';

/**
 * Uniform random words of 32 bits, those of `jax.random.bits` (its partitionable scheme, the default since 0.5).
 *
 * @param key the source of randomness
 * @param count how many, from 0 to 2^32 − 1
 * @returns `count` unsigned integers
 * @throws TypeError, RangeError for an argument that is not as said
 * @example
 * bits(key(0), 3).length;  // 3
 */
export function bits(key: Key, count: number): Uint32Array {
  assertKey('bits', key);
  assertInteger('bits', 'count', count, 0);
  const words = new Uint32Array(count);
  threefry2x32(key[0], key[1], 0, 0, words, words);
  return words;
}
