import {
  assertBatchOf,
  assertFunction,
  assertInteger,
  assertSameShape,
  checkOptions,
  isTensor,
} from '@latentkit/check';
import type { Context, NamedTensors, Network } from '@latentkit/nn';
import { foldIn, type Key, normal } from '@latentkit/random';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { stretched } from './autoencoderSamples.ts';
import { assertContext } from './batch.ts';
import { assertSampling, type Generative } from './generative.ts';
import { assertInterpolateOptions, decodeBetween, type InterpolateOptions } from './interpolate/interpolateLatents.ts';

/** What a model with a generator can do besides training. Every tensor that it returns is the caller's to dispose. */
export interface GeneratorMethods extends Generative {
  /** Latents `[batch, latentSize]` to what the generator gives for them, `[batch, ...shape]`. */
  decode(latents: Tensor, context?: Context): Tensor;
  /**
   * Decodes the line, or the arc, from each latent of `from` to that of `to`, both `[batch, latentSize]`: `[batch, steps, ...shape]`.
   * The context is that of both ends and of all between.
   */
  interpolate(from: Tensor, to: Tensor, steps: number, options?: InterpolateOptions, context?: Context): Tensor;
}

/** The options of `generatorMethods`. */
export interface GeneratorMethodsOptions {
  /** In place of the generator's variables, such as a weight average. Default none. */
  readonly values?: NamedTensors | undefined;
  /** The context of as many samples: what `sample` is not given of it comes from here. Default none, so all of it must be given. */
  readonly draw?: ((count: number, key: Key) => Context) | undefined;
}

// What the key derived from that of `sample` is for, whose own numbers are the noise.
const DRAWN = 1;

/**
 * The methods of a generator of noise, none of which trains: `decode`, `sample`, `interpolate`.
 *
 * @param kind of model: errors begin with it
 * @param generator `[batch, latentSize] -> [batch, ...shape]`
 * @param latentSize how many numbers of noise it is given
 * @param options values in place of its variables; what samples are conditioned on where nothing is said
 * @returns methods for `trainable`
 * @example
 * const generator = sequential([dense(2)], { inputShape: [3], key: key(1) });
 * generatorMethods('mine', generator, 3).sample(4, key(2)).shape; // [4, 2]
 */
export function generatorMethods(
  kind: string,
  generator: Network,
  latentSize: number,
  options: GeneratorMethodsOptions = {},
): GeneratorMethods {
  const { values, draw } = checkOptions('generatorMethods', options, ['values', 'draw']);
  if (draw !== undefined) assertFunction('generatorMethods', 'draw', draw, 'a function of a count and a key');
  const decode = (latents: Tensor, context?: Context) =>
    generator.apply(latents, { ...(context && { context }), ...(values && { values }) });
  return {
    decode(latents, context) {
      assertBatchOf(`${kind}.decode`, 'latents', latents, [latentSize]);
      assertContext(`${kind}.decode`, 'context', context, latents.shape[0]!, { generator });
      return tidy(() => decode(latents, context));
    },
    sample(count: number, key: Key, context) {
      assertSampling(`${kind}.sample`, count, key);
      return tidy(() => {
        const whole = draw && isRecord(context) ? { ...draw(count, foldIn(key, DRAWN)), ...context } : context;
        assertContext(`${kind}.sample`, 'context', whole, count, { generator });
        return decode(normal(key, [count, latentSize]), whole);
      });
    },
    interpolate(from, to, steps, options = {}, context = undefined) {
      assertBatchOf(`${kind}.interpolate`, 'from', from, [latentSize]);
      assertSameShape(`${kind}.interpolate`, { from, to });
      assertInteger(`${kind}.interpolate`, 'steps', steps, 2);
      assertInterpolateOptions(`${kind}.interpolate`, options);
      assertContext(`${kind}.interpolate`, 'context', context, from.shape[0]!, { generator });
      return tidy(() => decodeBetween((path) => decode(path, stretched(context, steps)), from, to, steps, options));
    },
  };
}

/** Whether tensors by name, or none at all; whatever else it is, is refused as it stands. */
function isRecord(context: unknown): boolean {
  return context === undefined || (Object(context) === context && !Array.isArray(context) && !isTensor(context));
}
