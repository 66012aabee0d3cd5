import { permutation } from '@latentkit/random';
import { type Rank, type Tensor2D, zeros } from '@tensorflow/tfjs-core';
import type { BijectionRecipe } from './bijection.ts';
import { inverseOrder, reorder } from './reorder.ts';
import { vectorBijection } from './vectorBijection.ts';

/**
 * The recipe of a bijection that reverses the order of features: between two that each treat the first ones otherwise than
 * the last. log |det| = 0, and it has no variables.
 *
 * @example
 * reverseFeatures([3], key(1)).forward(tensor2d([[1, 2, 3]])).value;  // [3, 2, 1]
 */
export const reverseFeatures: BijectionRecipe = ordered('reverseFeatures', (size) =>
  Int32Array.from({ length: size }, (_, i) => size - 1 - i),
);

/**
 * The recipe of a bijection that puts features in a random order, which is a function of the key it is built with.
 * log |det| = 0, and it has no variables.
 *
 * @example
 * permuteFeatures([3], key(1)).forward(ones([2, 3])).value;  // [1, 1, 1, 1, 1, 1]
 */
export const permuteFeatures: BijectionRecipe = ordered('permuteFeatures', (size, key) =>
  Int32Array.from(permutation(key, size)),
);

function ordered(caller: string, orderOf: (size: number, key: Parameters<BijectionRecipe>[1]) => Int32Array) {
  return vectorBijection(caller, (size, key) => {
    const order = orderOf(size, key);
    const by = (given: Int32Array) => (x: Tensor2D) => ({
      value: reorder(x, given),
      logDeterminant: zeros<Rank.R1>([x.shape[0]]),
    });
    return { forward: by(order), inverse: by(inverseOrder(order)) };
  });
}
