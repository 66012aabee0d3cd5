import { assertBatchOf, assertKey, checkOptions, showShape } from '@latentkit/check';
import type { Family } from '@latentkit/distributions';
import { assertBatch, assertContext, generatorMethods } from '@latentkit/model';
import type { Batch, Context, Network, Shape, Trainable } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { BiGan } from './biGanParts.ts';
import { pairOf } from './criticOfPairs.ts';

/** What the methods work with. */
interface Inputs {
  readonly networks: Record<'generator' | 'encoder' | 'critic', Network>;
  readonly shape: Shape;
  readonly latentSize: number;
  readonly posterior: Family | undefined;
}

/** What a BiGAN can do besides training. `termsOf` evaluates a batch that has been checked. */
export function biGanMethods(
  { networks, shape, latentSize, posterior }: Inputs,
  termsOf: (batch: Batch, key: Key | undefined) => ReturnType<BiGan['evaluate']>,
): Omit<BiGan, keyof Trainable> {
  const { generator, encoder, critic } = networks;
  const given = (context: Context | undefined) => (context ? { context } : {});
  const encode = (data: Tensor, context: Context | undefined) => {
    const output = encoder.apply(data, given(context));
    return posterior ? posterior.of(output).mean() : output;
  };
  function check(method: string, data: Tensor, context: Context | undefined, readers: Record<string, Network>) {
    assertBatchOf(`biGan.${method}`, 'data', data, shape);
    assertContext(`biGan.${method}`, 'context', context, data.shape[0]!, readers);
  }
  return {
    ...generatorMethods('biGan', generator, latentSize),
    encode(data, context) {
      check('encode', data, context, { encoder });
      return tidy(() => encode(data, context));
    },
    reconstruct(data, context) {
      check('reconstruct', data, context, { encoder, generator });
      return tidy(() => generator.apply(encode(data, context), given(context)));
    },
    score(data, latents, context) {
      check('score', data, context, latents ? { critic } : { encoder, critic });
      if (latents !== undefined) assertLatents(latents, [data.shape[0]!, latentSize]);
      return tidy(() => {
        const pair = pairOf({ data, context: undefined }, latents ?? encode(data, context));
        return critic.apply(pair.data, given(context));
      });
    },
    evaluate(batch, options = {}) {
      assertBatch('biGan.evaluate', 'batch', batch, { shape, networks });
      const { key } = checkOptions('biGan.evaluate', options, ['key']);
      if (key !== undefined) assertKey('biGan.evaluate', key);
      return termsOf(batch, key);
    },
  };
}

function assertLatents(latents: Tensor, [count, size]: readonly [number, number]): void {
  assertBatchOf('biGan.score', 'latents', latents, [size]);
  if (latents.shape[0] === count) return;
  throw new RangeError(
    `biGan.score: latents has shape ${showShape(latents.shape)} but ${showShape([count, size])} was expected.`,
  );
}
