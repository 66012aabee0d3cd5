import { show } from '@latentkit/check';
import type { Key } from './key.ts';

/** @throws TypeError unless two unsigned 32-bit integers. */
export function assertKey(caller: string, key: unknown): asserts key is Key {
  if (!Array.isArray(key) || key.length !== 2 || !key.every((word) => word >>> 0 === word)) {
    throw new TypeError(`${caller}: key is ${show(key)} but a key was expected, as key(seed) makes it.`);
  }
}
