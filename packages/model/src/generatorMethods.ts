import { assertBatchOf, assertInteger, assertSameShape } from '@latentkit/check';
import type { Context, NamedTensors, Network } from '@latentkit/nn';
import { type Key, normal } from '@latentkit/random';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { assertContext } from './batch.ts';
import { assertSampling, type Generative } from './generative.ts';
import { assertInterpolateOptions, decodeBetween, type InterpolateOptions } from './interpolate/interpolateLatents.ts';

/** What a model with a generator can do besides training. Every tensor that it returns is the caller's to dispose. */
export interface GeneratorMethods extends Generative {
  /** Latents `[batch, latentSize]` to what the generator gives for them, `[batch, ...shape]`. */
  decode(latents: Tensor, context?: Context): Tensor;
  /** Decodes the line, or the arc, from each latent of `from` to that of `to`, both `[batch, latentSize]`: `[batch, steps, ...shape]`. */
  interpolate(from: Tensor, to: Tensor, steps: number, options?: InterpolateOptions): Tensor;
}

/**
 * The methods of a generator of noise, none of which trains: `decode`, `sample`, `interpolate`.
 *
 * @param kind of model: errors begin with it
 * @param generator `[batch, latentSize] -> [batch, ...shape]`
 * @param latentSize how many numbers of noise it is given
 * @param values in place of its variables, such as a weight average. Default none
 * @returns methods for `trainable`
 * @example
 * const generator = sequential([dense(2)], { inputShape: [3], key: key(1) });
 * generatorMethods('mine', generator, 3).sample(4, key(2)).shape; // [4, 2]
 */
export function generatorMethods(
  kind: string,
  generator: Network,
  latentSize: number,
  values?: NamedTensors,
): GeneratorMethods {
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
      assertContext(`${kind}.sample`, 'context', context, count, { generator });
      return tidy(() => decode(normal(key, [count, latentSize]), context));
    },
    interpolate(from, to, steps, options = {}) {
      assertBatchOf(`${kind}.interpolate`, 'from', from, [latentSize]);
      assertSameShape(`${kind}.interpolate`, { from, to });
      assertInteger(`${kind}.interpolate`, 'steps', steps, 2);
      assertInterpolateOptions(`${kind}.interpolate`, options);
      assertContext(`${kind}.interpolate`, 'context', undefined, from.shape[0]!, { generator });
      return decodeBetween(decode, from, to, steps, options);
    },
  };
}
