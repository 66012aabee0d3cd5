import { assertBatchOf, assertBetween } from '@latentkit/check';
import { uniformValues } from '@latentkit/random';
import { clone, mul, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';

/**
 * Dropout: while training, each value is set to zero with probability `rate`, and the others are divided by `1 − rate`.
 * Otherwise nothing happens. Which ones are dropped is a function of the key given to `apply`, on every backend alike.
 *
 * @param rate of values dropped, from 0 to below 1
 * @throws TypeError, RangeError for another rate; TypeError by `apply` while training without a key
 * @example
 * const network = sequential([dropout(0.5)], { inputShape: [4], key: key(1) });
 * network.apply(ones([1, 4]), { training: true, key: key(2) }).shape;  // [1, 4]
 *
 * Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov: Dropout. JMLR 2014.
 */
export function dropout(rate: number): Layer {
  assertBetween('dropout', 'rate', rate, 0, 1);
  if (rate === 1) throw new RangeError('dropout: rate is 1 but a number below 1 was expected.');
  const scale = 1 / (1 - rate);
  return (inputShape) => ({
    inputShape,
    outputShape: inputShape,
    variables: {},
    apply(input, { training = false, key } = {}) {
      assertBatchOf('dropout', 'input', input, inputShape);
      if (!training || rate === 0) return clone(input);
      if (!key) throw new TypeError('dropout: options.key is undefined but a key was expected, as training is true.');
      return tidy(() => {
        const mask = uniformValues(key, input.size);
        for (let i = 0; i < mask.length; i++) mask[i] = mask[i]! < rate ? 0 : scale;
        return mul(input, tensor(mask, input.shape));
      });
    },
  });
}
