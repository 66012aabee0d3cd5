import { assertBatchOf, assertInteger, assertPositive, checkOptions, showShape } from '@latentkit/check';
import { add, concat, mean, reshape, sqrt, square, sub, tidy, tile } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';

/** The settings of `minibatchStandardDeviation`. */
export interface MinibatchStandardDeviationOptions {
  /** Examples that are compared, at least 1; a batch that is smaller is one group. Default 4, as in StyleGAN. */
  readonly groupSize?: number;
  /** Keeps the root's slope finite, above 0. Default 1e-8. */
  readonly epsilon?: number;
}

/**
 * Shows a critic how varied its batch is: one more channel, which holds, for a group of examples, the mean over all features
 * of their standard deviation. `[batch, ..., channels] -> [batch, ..., channels + 1]`.
 *
 *   s = mean over features of √(variance over the group + ε)
 *
 * Of n examples in groups of g, group j is of the examples j, j + n/g, j + 2n/g, …
 *
 * @param options size of a group, epsilon
 * @throws TypeError, RangeError for an option out of range; RangeError by `apply` for a batch that is no multiple of the group
 * @example
 * const network = sequential([minibatchStandardDeviation()], { inputShape: [1], key: key(1) });
 * network.apply(tensor2d([[1], [3]]));  // [1, 1, 3, 1]
 *
 * Karras, Aila, Laine, Lehtinen: Progressive growing of GANs. ICLR 2018.
 */
export function minibatchStandardDeviation(options: MinibatchStandardDeviationOptions = {}): Layer {
  const caller = 'minibatchStandardDeviation';
  const { groupSize = 4, epsilon = 1e-8 } = checkOptions(caller, options, ['groupSize', 'epsilon']);
  assertInteger(caller, 'groupSize', groupSize);
  assertPositive(caller, 'epsilon', epsilon);
  return (inputShape) => {
    const channels = inputShape.at(-1);
    if (channels === undefined) {
      throw new RangeError(`${caller}: inputShape is ${showShape(inputShape)} but at least one axis was expected.`);
    }
    const positions = inputShape.slice(0, -1);
    return {
      inputShape,
      outputShape: [...positions, channels + 1],
      variables: {},
      apply(input) {
        assertBatchOf(caller, 'input', input, inputShape);
        const batch = input.shape[0]!;
        const group = Math.min(groupSize, batch);
        if (batch % group !== 0) {
          throw new RangeError(
            `${caller}: input has shape ${showShape(input.shape)} but a batch that is a multiple of ${group} was expected.`,
          );
        }
        return tidy(() => {
          const grouped = reshape(input, [group, batch / group, -1]);
          const variance = mean(square(sub(grouped, mean(grouped, 0, true))), 0);
          const deviation = reshape(mean(sqrt(add(variance, epsilon)), 1), [-1, ...inputShape.map(() => 1)]);
          return concat([input, tile(deviation, [group, ...positions, 1])], -1);
        });
      },
    };
  };
}
