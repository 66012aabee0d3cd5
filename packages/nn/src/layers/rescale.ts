import { assertBatchOf, assertFinite } from '@latentkit/check';
import { add, mul, tidy } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';

/**
 * A fixed straight line, the same for every value: nothing is trained.
 *
 *   y = scale · x + offset
 *
 * Takes pictures from [0, 1] to [−1, 1] (`rescale(2, -1)`) and back (`rescale(0.5, 0.5)`), at the edge of a network.
 *
 * @param scale finite
 * @param offset finite
 * @throws TypeError, RangeError for another number
 * @example
 * const edge = sequential([rescale(2, -1)], { inputShape: [3], key: key(0) });
 * edge.apply(tensor2d([[0, 0.5, 1]])); // [-1, 0, 1]
 */
export function rescale(scale: number, offset: number): Layer {
  assertFinite('rescale', 'scale', scale);
  assertFinite('rescale', 'offset', offset);
  return (inputShape) => ({
    inputShape,
    outputShape: inputShape,
    variables: {},
    outputRange(range) {
      if (!range || scale === 0) return undefined;
      const ends = [range.minimum, range.maximum].map((end) => scale * end + offset);
      return { ...range, minimum: Math.min(...ends), maximum: Math.max(...ends) };
    },
    apply(input) {
      assertBatchOf('rescale', 'input', input, inputShape);
      return tidy(() => add(mul(input, scale), offset));
    },
  });
}
