import { assertBatchOf, assertPositive, checkOptions, showShape } from '@latentkit/check';
import { add, mean, mul, rsqrt, square, sub, tidy } from '@tensorflow/tfjs-core';
import { onesInitializer, zerosInitializer } from '../initializers/simple.ts';
import type { Layer } from '../network.ts';
import { makeVariable } from './makeVariable.ts';
import { perChannel } from './perChannel.ts';
import { valuesOf } from './values.ts';

/** The settings of `layerNorm`. */
export interface LayerNormOptions {
  /** Keeps the division finite, above 0. Default 1e-5. */
  readonly epsilon?: number;
}

/**
 * Layer normalisation: each example by its own mean and variance, over all of its values, then scaled and shifted per
 * channel (the last axis). Examples do not mix, so it may stand in a critic with a gradient penalty.
 *
 *   y = scale · (x − mean) / √(variance + ε) + offset
 *
 * Variables: `scale` and `offset` `[channels]`.
 *
 * @param options epsilon
 * @throws TypeError, RangeError for an option out of range
 * @example
 * sequential([layerNorm()], { inputShape: [2], key: key(1) }).apply(tensor2d([[1, 3]]));  // [-1, 1]
 *
 * Ba, Kiros, Hinton: Layer normalization. 2016.
 */
export function layerNorm(options: LayerNormOptions = {}): Layer {
  const { epsilon = 1e-5 } = checkOptions('layerNorm', options, ['epsilon']);
  assertPositive('layerNorm', 'epsilon', epsilon);
  return (inputShape, key) => {
    const channels = inputShape.at(-1);
    if (channels === undefined) {
      throw new RangeError(`layerNorm: inputShape is ${showShape(inputShape)} but at least one axis was expected.`);
    }
    const fans = { fanIn: channels, fanOut: channels };
    const scale = makeVariable({ caller: 'layerNorm', initializer: 'onesInitializer' }, () =>
      onesInitializer(key, [channels], fans),
    );
    const offset = makeVariable({ caller: 'layerNorm', initializer: 'zerosInitializer' }, () =>
      zerosInitializer(key, [channels], fans),
    );
    const variables = { scale, offset };
    const axes = inputShape.map((_, axis) => axis + 1);
    return {
      inputShape,
      outputShape: inputShape,
      variables,
      apply(input, options) {
        assertBatchOf('layerNorm', 'input', input, inputShape);
        const { scale, offset } = valuesOf('layerNorm', variables, options);
        return tidy(() => {
          const centred = sub(input, mean(input, axes, true));
          const variance = mean(square(centred), axes, true);
          const normal = mul(centred, rsqrt(add(variance, epsilon)));
          return perChannel(normal, (flat) => add(mul(flat, scale), offset));
        });
      },
    };
  };
}
