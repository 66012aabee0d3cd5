import { assertInteger, assertKey } from '@latentkit/check';
import { threefry2x32 } from './threefry.ts';

/** Two unsigned 32-bit words: the whole state of a source of randomness. Equal keys give equal numbers. */
export type Key = readonly [number, number];

/**
 * The key of a seed: its high and its low 32 bits, as `jax.random.key` makes it.
 *
 * From 2^32 on it is what JAX makes with 64-bit integers enabled; without, JAX drops the high word.
 *
 * @param seed a safe integer, at least 0
 * @returns the key `[⌊seed / 2^32⌋, seed mod 2^32]`
 * @throws TypeError for anything but a number, RangeError for one that is not a safe integer of at least 0
 * @example
 * key(42);  // [0, 42]
 */
export function key(seed: number): Key {
  assertInteger('key', 'seed', seed, 0);
  return [Math.floor(seed / 2 ** 32), seed >>> 0];
}

/**
 * Independent keys out of one, with the bits of `jax.random.split`. Do not use a key again that was split.
 *
 * @param key the key to split
 * @param count how many keys to make, at least 1
 * @returns `count` keys; the first ones do not depend on `count`
 * @throws TypeError, RangeError for an argument that is not as said
 * @example
 * split(key(0));  // [[1797259609, 2579123966], [928981903, 3453687069]]
 */
export function split(key: Key, count = 2): Key[] {
  assertKey('split', key);
  assertInteger('split', 'count', count);
  const words0 = new Uint32Array(count);
  const words1 = new Uint32Array(count);
  threefry2x32(key[0], key[1], 0, 0, words0, words1);
  return Array.from(words0, (word, i): Key => [word, words1[i]!]);
}

/**
 * The key for one step, layer, purpose: a function of a key and a number, with the bits of `jax.random.fold_in`.
 *
 * It is the same key as `split(key, n)[data]`, so use one or the other of a key, not both.
 *
 * @param key the key to derive from
 * @param data an integer from 0 to 2^32 − 1: a step, an index, a purpose
 * @returns the derived key
 * @throws TypeError, RangeError for an argument that is not as said
 * @example
 * foldIn(key(0), 1);  // [928981903, 3453687069]
 */
export function foldIn(key: Key, data: number): Key {
  assertKey('foldIn', key);
  assertInteger('foldIn', 'data', data, 0);
  if (data > 0xffffffff) {
    throw new RangeError(`foldIn: data is ${data} but an integer of at most 4294967295 was expected.`);
  }
  const word0 = new Uint32Array(1);
  const word1 = new Uint32Array(1);
  threefry2x32(key[0], key[1], 0, data, word0, word1);
  return [word0[0]!, word1[0]!];
}
