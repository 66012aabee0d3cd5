import type { Key } from './key.ts';
import { log } from './log.ts';
import { uniformValues } from './uniform.ts';

/** The smallest normal float32: it stands in for a uniform 0, as in JAX. */
const tiny = 2 ** -126;

/** Standard Gumbel numbers, those of `jax.random.gumbel`: `−log(−log(u))`. */
export function gumbelValues(key: Key, count: number): Float32Array {
  return uniformValues(key, count).map((u) => -log(-log(Math.max(u, tiny))));
}
