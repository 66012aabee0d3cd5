import { assertInteger, assertKey } from '@latentkit/check';
import { bits } from './bits.ts';
import { type Key, split } from './key.ts';

/**
 * The numbers from 0 to `count − 1` in random order, that of `jax.random.permutation`: sorted by random words, as often
 * as it takes to make ties unlikely to matter.
 *
 * @param key the source of randomness
 * @param count how many, at least 0
 * @returns `count` numbers, each once
 * @throws TypeError, RangeError for an argument that is not as said
 * @example
 * permutation(key(0), 5).length;  // 5
 */
export function permutation(key: Key, count: number): Uint32Array {
  assertKey('permutation', key);
  assertInteger('permutation', 'count', count, 0);
  let order: Uint32Array = Uint32Array.from({ length: count }, (_, i) => i);
  let source = key;
  const rounds = Math.ceil((3 * Math.log(Math.max(1, count))) / Math.log(0xffffffff));
  for (let round = 0; round < rounds; round++) {
    const [next, now] = split(source) as [Key, Key];
    order = sortedBy(bits(now, count), order);
    source = next;
  }
  return order;
}

/** `values` in ascending order of `keys`, ties left as they were: a radix sort by 11 bits at a time. */
function sortedBy(keys: Uint32Array, values: Uint32Array): Uint32Array {
  const start = new Uint32Array(2048);
  for (const shift of [0, 11, 22]) {
    start.fill(0);
    for (const key of keys) start[(key >>> shift) & 2047]!++;
    for (let digit = 0, position = 0; digit < 2048; digit++) {
      const count = start[digit]!;
      start[digit] = position;
      position += count;
    }
    const sortedKeys = new Uint32Array(keys.length);
    const sortedValues = new Uint32Array(keys.length);
    for (let i = 0; i < keys.length; i++) {
      const position = start[(keys[i]! >>> shift) & 2047]!++;
      sortedKeys[position] = keys[i]!;
      sortedValues[position] = values[i]!;
    }
    keys = sortedKeys;
    values = sortedValues;
  }
  return values;
}
