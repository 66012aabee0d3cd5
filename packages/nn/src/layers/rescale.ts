import { add, mul, tidy } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';

/**
 * A fixed straight line, the same for every value: nothing is trained.
 *
 *   y = scale · x + offset
 *
 * Takes pictures from [0, 1] to [−1, 1] (`rescale(2, -1)`) and back (`rescale(0.5, 0.5)`), at the edge of a network.
 *
 * @example
 * const edge = sequential([rescale(2, -1)], { inputShape: [3], key: key(0) });
 * edge.apply(tensor2d([[0, 0.5, 1]])); // [-1, 0, 1]
 */
export function rescale(scale: number, offset: number): Layer {
  return (inputShape) => ({
    inputShape,
    outputShape: inputShape,
    variables: {},
    apply: (input) => tidy(() => add(mul(input, scale), offset)),
  });
}
