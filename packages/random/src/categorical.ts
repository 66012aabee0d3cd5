import { assertKey, assertTensor } from '@latentkit/check';
import { add, argMax, type Tensor1D, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { gumbelValues } from './gumbelValues.ts';
import type { Key } from './key.ts';

/**
 * One class per row, drawn with probability softmax(logits), as `jax.random.categorical` does it:
 * `argmax(logits + g)` with g standard Gumbel noise. The noise is the same on every backend.
 *
 * @param key the source of randomness
 * @param logits `[batch, classes]`, unnormalised log probabilities
 * @returns `[batch]`, int32
 * @throws RangeError unless `logits` has two axes
 * @example
 * categorical(key(0), tensor2d([[0, 100], [100, 0]]));  // [1, 0]
 *
 * Maddison, Tarlow, Minka: A* sampling. NeurIPS 2014.
 */
export function categorical(key: Key, logits: Tensor2D): Tensor1D {
  assertKey('categorical', key);
  assertTensor('categorical', 'logits', logits);
  const { shape } = logits;
  if (shape.length !== 2) {
    throw new RangeError(`categorical: logits has shape [${shape}] but [batch,classes] was expected.`);
  }
  return tidy(() => argMax(add(logits, tensor2d(gumbelValues(key, logits.size), shape)), 1));
}
