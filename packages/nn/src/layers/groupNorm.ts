import { assertBatchOf, assertInteger, assertPositive, checkOptions, showShape } from '@latentkit/check';
import { add, mean, mul, ones, reshape, rsqrt, square, sub, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';
import type { LayerNormOptions } from './layerNorm.ts';
import { makeVariable } from './makeVariable.ts';
import { perChannel } from './perChannel.ts';
import { valuesOf } from './values.ts';

/**
 * Group normalisation: the channels (the last axis) in groups of neighbours, each group of each example by its own mean and
 * variance over all positions. Examples do not mix, so it may stand in a critic with a gradient penalty.
 *
 *   y = scale · (x − mean) / √(variance + ε) + offset
 *
 * Variables: `scale` and `offset` `[channels]`.
 *
 * @param groups at least 1; the channels must be a multiple of it
 * @param options epsilon, default 1e-5
 * @throws TypeError, RangeError for an argument out of range, or, when built, for channels that are no multiple of `groups`
 * @example
 * sequential([groupNorm(2)], { inputShape: [4], key: key(1) }).apply(tensor2d([[1, 3, 10, 30]]));  // [-1, 1, -1, 1]
 *
 * Wu, He: Group normalization. ECCV 2018.
 */
export function groupNorm(groups: number, options: LayerNormOptions = {}): Layer {
  assertInteger('groupNorm', 'groups', groups);
  return normInGroups('groupNorm', () => groups, options);
}

/**
 * Instance normalisation: each channel of each picture by its own mean and variance over all positions.
 *
 *   y = scale · (x − mean) / √(variance + ε) + offset
 *
 * Variables: `scale` and `offset` `[channels]`.
 *
 * @param options epsilon, default 1e-5
 * @throws TypeError, RangeError for an option out of range, or, when built, for an input without positions
 * @example
 * const network = sequential([instanceNorm()], { inputShape: [2, 1, 1], key: key(1) });
 * network.apply(tensor4d([1, 3], [1, 2, 1, 1]));  // [-1, 1]
 *
 * Ulyanov, Vedaldi, Lempitsky: Instance normalization: the missing ingredient for fast stylization. 2016.
 */
export function instanceNorm(options: LayerNormOptions = {}): Layer {
  const norm = normInGroups('instanceNorm', (channels) => channels, options);
  return (inputShape, key) => {
    if (inputShape.length > 1) return norm(inputShape, key);
    throw new RangeError(`instanceNorm: inputShape is ${showShape(inputShape)} but [..., channels] was expected.`);
  };
}

function normInGroups(caller: string, groupsOf: (channels: number) => number, options: LayerNormOptions): Layer {
  const { epsilon = 1e-5 } = checkOptions(caller, options, ['epsilon']);
  assertPositive(caller, 'epsilon', epsilon);
  return (inputShape) => {
    const channels = inputShape.at(-1);
    const groups = groupsOf(channels ?? 1);
    if (channels === undefined || channels % groups !== 0) {
      throw new RangeError(
        `${caller}: inputShape is ${showShape(inputShape)} but a multiple of ${groups} channels was expected.`,
      );
    }
    const variables = {
      scale: makeVariable({ caller, initializer: 'ones' }, () => ones([channels])),
      offset: makeVariable({ caller, initializer: 'zeros' }, () => zeros([channels])),
    };
    return {
      inputShape,
      outputShape: inputShape,
      variables,
      apply(input, applyOptions) {
        assertBatchOf(caller, 'input', input, inputShape);
        const { scale, offset } = valuesOf(caller, variables, applyOptions);
        // First within a group, along the last axis, and then over the few numbers that are left: no copy to transpose.
        const average = (x: Tensor) => mean(mean(x, 3, true), 1, true);
        return tidy(() => {
          const grouped = reshape(input, [input.shape[0]!, -1, groups, channels / groups]);
          const centred = sub(grouped, average(grouped));
          const normal = mul(centred, rsqrt(add(average(square(centred)), epsilon)));
          return perChannel(reshape(normal, input.shape), (flat) => add(mul(flat, scale), offset));
        });
      },
    };
  };
}
