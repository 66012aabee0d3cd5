import type { Generative } from '@latentkit/model';
import type { Context } from '@latentkit/nn';
import { key } from '@latentkit/random';
import { zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onEveryBackend } from './backends.ts';
import { expectNoLeak } from './expectNoLeak.ts';

/** What something that can be sampled is conditioned on. */
export interface GenerativeTestOptions {
  /** The context for a number of examples, made anew each time. Default none: a context must be refused then. */
  readonly context?: (count: number) => Context;
  /** Whether any context is taken and left alone, as priors do, which are given that of their model. Default `false`. */
  readonly ignoresContext?: boolean;
}

/**
 * The conformance suite of whatever can be sampled, on every backend in Node.
 *
 * @param name how the tests are headed
 * @param make a new one; each call must give the same
 * @param count how many examples to draw, at least 2
 * @param options the context that it needs
 */
export function testGenerative(
  name: string,
  make: () => Generative,
  count: number,
  { context, ignoresContext = false }: GenerativeTestOptions = {},
): void {
  describe(`${name} can be sampled`, () => {
    onEveryBackend(() => {
      const given = (examples: number) => (context ? [context(examples)] : []);

      it('draws as many examples as are asked for, none like another', async () => {
        const model = make();
        const samples = model.sample(count, key(1), ...given(count));
        const one = model.sample(1, key(1), ...given(1));
        expect(samples.shape[0]).toBe(count);
        expect(one.shape).toEqual([1, ...samples.shape.slice(1)]);
        const values = [...(await samples.data())];
        expect(values).toSatisfy((all: number[]) => all.every(Number.isFinite));
        const size = values.length / count;
        const examples = Array.from({ length: count }, (_, i) => values.slice(i * size, (i + 1) * size).join());
        expect(new Set(examples).size).toBe(count);
      });

      it('draws the same by the same key, others by another', async () => {
        const read = async (seed: number, model: Generative) =>
          Array.from(await model.sample(count, key(seed), ...given(count)).data());
        const model = make();
        const first = await read(1, model);
        expect(await read(1, model)).toEqual(first);
        expect(await read(1, make())).toEqual(first);
        expect(await read(2, model)).not.toEqual(first);
      });

      it('leaves nothing behind but the samples', async () => {
        const model = make();
        const held = given(count);
        await expectNoLeak(() => model.sample(count, key(1), ...held).dispose());
      });

      it('refuses no examples, and to draw without a key', () => {
        const model = make();
        for (const bad of [0, 1.5, -1]) {
          expect(() => model.sample(bad, key(1), ...given(count)), `a count of ${bad}`).toThrow(RangeError);
        }
        for (const bad of [undefined, 1, {}]) {
          expect(() => model.sample(count, bad as never, ...given(count)), `a key of ${bad}`).toThrow(
            /sample: key is .* but a key was expected/,
          );
        }
      });

      if (ignoresContext) return;
      it('refuses a context that does not fit', () => {
        const model = make();
        const whole = context?.(count) ?? {};
        const attempt = (wrong: Context) => () => model.sample(count, key(1), wrong);
        expect(attempt({ ...whole, unheardOf: zeros([count]) })).toThrow(/sample: context has unheardOf, which no/);
        for (const name of Object.keys(whole)) {
          const { [name]: _, ...rest } = whole;
          expect(attempt(rest)).toThrow(new RegExp(`sample: context has no ${name}, which`));
          expect(attempt({ ...whole, [name]: context!(count + 1)[name]! })).toThrow(RangeError);
        }
      });
    });
  });
}
