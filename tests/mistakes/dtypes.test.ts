/**
 * Tensors of whole numbers and of truth values, in the place of each float tensor of every public function, on every
 * backend: refused by name, before any kernel runs. `mistakes.node.test.ts` makes the same mistake on cpu, where it also
 * sees that floats are taken.
 */
import { onEveryBackend } from '@latentkit/testing';
import { engine, ones, Tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { callsOf, type Rows, settle } from './call.ts';
import { rows as losses } from './rows/losses/index.ts';
import { rows as mle } from './rows/mle.ts';

const tables: Readonly<Record<string, Rows>> = { losses, mle };

onEveryBackend(() => {
  it.each(Object.entries(tables))('refuses integers and truth values, %s', async (_, rows) => {
    for (const { name, call, args, allowed } of Object.values(rows).flatMap(callsOf)) {
      engine().startScope();
      for (const [argument, value] of Object.entries(args?.() ?? {})) {
        if (!(value instanceof Tensor) || value.dtype !== 'float32') continue;
        for (const dtype of ['int32', 'bool'] as const) {
          if (allowed?.[argument]?.includes(dtype)) continue;
          const given = { ...args!(), [argument]: ones(value.shape, dtype) };
          const result = (async () => settle(call(...(Object.values(given) as never[]))))();
          await expect(result, `${name} with ${argument} of ${dtype}`).rejects.toThrow(
            `${name}: ${argument} has dtype ${dtype} but float32 `,
          );
        }
      }
      engine().endScope();
    }
  });
});
