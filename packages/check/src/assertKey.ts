import { show } from './show.ts';

/** @throws TypeError unless two unsigned 32-bit integers, as `key(seed)` of @latentkit/random makes them. */
export function assertKey(caller: string, key: unknown, argument = 'key'): asserts key is readonly [number, number] {
  if (!Array.isArray(key) || key.length !== 2 || !isWord(key[0]) || !isWord(key[1])) {
    throw new TypeError(`${caller}: ${argument} is ${show(key)} but a key was expected, as key(seed) makes it.`);
  }
}

function isWord(value: unknown): boolean {
  return typeof value === 'number' && value >>> 0 === value;
}
