import { assertBatchOf, showShape } from '@latentkit/check';
import { concat, tidy, tile } from '@tensorflow/tfjs-core';
import type { ContextSize, Layer } from '../network.ts';
import { contextVector } from './context.ts';
import { overPositions } from './modulate.ts';

/**
 * Puts what the context has under a name beside the features: `[batch, ..., channels] -> [batch, ..., channels + size]`,
 * the same at every position of a picture. Labels are put there one-hot; a label out of range becomes NaN.
 *
 * @param name of the tensor in `options.context`
 * @param size of the vector in the context, `[batch, size]` float32; `{ classes }` for labels, `[batch]` int32 in
 *   `0 … classes − 1`
 * @throws TypeError, RangeError for an argument out of range; by `apply`, unless the context has such a tensor
 * @example
 * const network = sequential([concatContext('label', { classes: 10 }), dense(4)], { inputShape: [2], key: key(1) });
 * network.apply(zeros([3, 2]), { context: { label: tensor1d([0, 9, 4], 'int32') } }).shape;  // [3, 4]
 *
 * Mirza, Osindero: Conditional generative adversarial nets. 2014.
 */
export function concatContext(name: string, size: ContextSize): Layer {
  const vector = contextVector('concatContext', name, size);
  return (inputShape) => {
    const channels = inputShape.at(-1);
    if (channels === undefined) {
      throw new RangeError(`concatContext: inputShape is ${showShape(inputShape)} but at least one axis was expected.`);
    }
    const positions = inputShape.slice(0, -1);
    return {
      inputShape,
      outputShape: [...positions, channels + vector.size],
      contextSizes: { [name]: size },
      variables: {},
      apply(input, options) {
        assertBatchOf('concatContext', 'input', input, inputShape);
        return tidy(() => {
          const beside = overPositions(vector.read(options, input.shape[0]!), input);
          return concat([input, tile(beside, [1, ...positions, 1])], -1);
        });
      },
    };
  };
}
