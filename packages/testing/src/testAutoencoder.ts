import { traverseLatents } from '@latentkit/model';
import type { Terms } from '@latentkit/nn';
import { key } from '@latentkit/random';
import { dispose, mean, mul, reshape, reverse, slice, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type AutoencoderTestOptions, autoencoderCase, type TestedAutoencoder } from './autoencoderCase.ts';
import { onEveryBackend } from './backends.ts';
import { readState } from './copyState.ts';
import { expectAllClose } from './expectAllClose.ts';
import { expectNoLeak } from './expectNoLeak.ts';
import { testGenerative } from './testGenerative.ts';
import { expectSameState, measured, weightedSum } from './trainableRun.ts';

const exactly = { relative: 0, absolute: 0 };
const nearly = { relative: 1e-4, absolute: 1e-5 };

/**
 * The conformance suite of an auto-encoder, on every backend in Node: of all that it can do besides training.
 *
 * @param name how the tests are headed
 * @param makeModel a new, small model of networks with dropout and batch norm, as `dropoutAndBatchNorm` builds them; the
 *   same seed gives the same
 * @param makeData a batch of at least 3 examples; the same number gives the same
 * @param options context, prior, range, weights
 */
export function testAutoencoder(
  name: string,
  makeModel: (seed: number) => TestedAutoencoder,
  makeData: (index: number) => Tensor,
  options: AutoencoderTestOptions = {},
): void {
  const { context, sampled = true, random = true, range = [0, 1], weights = {}, perExample = true } = options;
  const make = () => autoencoderCase(makeModel, makeData, options);
  const one = (x: Tensor) => slice(x, 0, [1, ...x.shape.slice(1)]);

  describe(`${name} is an auto-encoder`, () => {
    onEveryBackend(() => {
      it('gives the same again and changes nothing, least of all statistics of batches', async () => {
        const { model, calls } = make();
        const before = await readState(model.state());
        for (const part of ['encoder', 'decoder']) {
          const names = Object.keys(before.values).filter((name) => name.startsWith(part));
          expect(
            names.some((name) => name.endsWith('movingMean')),
            `the ${part} has batch norm`,
          ).toBe(true);
        }
        for (const [method, call] of Object.entries(calls)) {
          const first = call();
          for (const [i, again] of call().entries()) await expectAllClose(again, first[i]!, exactly);
          await expectSameState(before, model, 0, method);
        }
      });

      it('treats each example alone, as networks do that are not training', async () => {
        const { model, data, given } = make();
        const at = given(data.shape[0]!);
        const first = at.map((all) => Object.fromEntries(Object.entries(all).map(([name, x]) => [name, one(x)])));
        const latents = model.encode(data, ...at);
        await expectAllClose(model.encode(one(data), ...first), one(latents), nearly);
        await expectAllClose(model.decode(one(latents), ...first), one(model.decode(latents, ...at)), nearly);
        await expectAllClose(model.reconstruct(one(data), ...first), one(model.reconstruct(data, ...at)), nearly);
        const scores = model.anomalyScore(data, ...at);
        expect(scores.shape).toEqual([data.shape[0]]);
        await expectAllClose(model.anomalyScore(one(data), ...first), one(scores), nearly);
      });

      it('decodes to the mean of the likelihood, from latents near and far', async () => {
        const { model, data, given } = make();
        const at = given(data.shape[0]!);
        const [latents, reconstruction] = [model.encode(data, ...at), model.reconstruct(data, ...at)];
        expect(latents.shape[0]).toBe(data.shape[0]);
        expect(reconstruction.shape).toEqual(data.shape);
        await expectAllClose(model.decode(latents, ...at), reconstruction, nearly);
        for (const scale of [1, 1e3, -1e3]) {
          const values = await model.decode(mul(latents, scale), ...at).data();
          expect(Math.min(...values)).toBeGreaterThanOrEqual(range[0]);
          expect(Math.max(...values)).toBeLessThanOrEqual(range[1]);
        }
      });

      it('evaluates to the terms of its loss, of the batch and of each example', async () => {
        const { model, data, batch } = make();
        const evaluate = async (seed?: number) =>
          numbersOf(model.evaluate(batch, seed === undefined ? {} : { key: key(seed) }));
        const terms = await evaluate();
        expect(Object.keys(terms)).toEqual(expect.arrayContaining(['loss', 'reconstruction']));
        expect(Object.values(terms)).toSatisfy((all: number[]) => all.every(Number.isFinite));
        if (weights) await expectAllClose([terms.loss!], [weightedSum(terms, weights)], { relative: 1e-5 });
        expect(await evaluate(1)).toEqual(await evaluate(1));
        if (random) expect(await evaluate(2)).not.toEqual(await evaluate(1));
        else expect(await evaluate(2)).toEqual(terms);
        if (!perExample) {
          expect(() => model.evaluate(batch, { perExample: true })).toThrow(/evaluate: perExample is true but/);
          return;
        }
        for (const [term, each] of measured(model.evaluate(batch, { perExample }))) {
          expect(each.shape, term).toEqual([data.shape[0]]);
          await expectAllClose(mean(each), [terms[term]!], { relative: 1e-5 });
        }
      });

      it('interpolates from one reconstruction to the other', async () => {
        const { model, data, given } = make();
        const at = given(data.shape[0]!);
        const between = model.interpolate(data, reverse(data, 0), 4, {}, ...at);
        const [count, ...shape] = data.shape as [number, ...number[]];
        expect(between.shape).toEqual([count, 4, ...shape]);
        const ends = [slice(between, [0, 0], [count, 1]), slice(between, [0, 3], [count, 1])];
        await expectAllClose(ends[0]!, model.reconstruct(data, ...at), nearly);
        await expectAllClose(ends[1]!, model.reconstruct(reverse(data, 0), ...at), nearly);
      });

      it('traverses every example by itself', async () => {
        const { model, data, given } = make();
        const [count, at] = [data.shape[0]!, given(data.shape[0]!)];
        const [latents, options] = [model.encode(data, ...at), { dimension: 0, from: 1, to: 2, steps: 2 }];
        const [decoded, path] = [model.traverse(latents, options, ...at), traverseLatents(latents, options)];
        for (const step of [0, 1]) {
          const place = reshape(slice(path, [0, step], [count, 1]), latents.shape);
          await expectAllClose(slice(decoded, [0, step], [count, 1]), model.decode(place, ...at), nearly);
        }
      });

      it('leaves nothing behind but what it returns', async () => {
        for (const call of Object.values(make().calls)) await expectNoLeak(() => dispose(call()));
      });

      it('refuses what does not fit by the names of method and argument', () => {
        const { model, data, batch, given } = make();
        const { kind } = model.state();
        const count = data.shape[0]!;
        const at = given(count);
        const wide = zeros([count, 1, 1, 1, 1, 1]);
        const shaped = (method: string, argument: string) => `${kind}.${method}: ${argument} has shape [${wide.shape}]`;
        expect(() => model.encode(wide, ...at)).toThrow(shaped('encode', 'data'));
        expect(() => model.reconstruct(wide, ...at)).toThrow(shaped('reconstruct', 'data'));
        expect(() => model.anomalyScore(wide, ...at)).toThrow(shaped('anomalyScore', 'data'));
        expect(() => model.decode(wide, ...at)).toThrow(shaped('decode', 'latents'));
        expect(() => model.interpolate(wide, wide, 3)).toThrow(shaped('interpolate', 'from'));
        expect(() => model.traverse(wide, { dimension: 0, steps: 2 })).toThrow(shaped('traverse', 'latents'));
        expect(() => model.logLikelihood(wide, { samples: 2, key: key(1) }, ...at)).toThrow(
          shaped('logLikelihood', 'data'),
        );
        expect(() => model.evaluate(wide)).toThrow(shaped('evaluate', 'batch'));
        expect(() => model.evaluate(batch, { key: 1 } as never)).toThrow(`${kind}.evaluate: key is 1`);
        const latents = model.encode(data, ...at);
        const unheardOf = { ...at[0], unheardOf: zeros([count]) };
        for (const [method, attempt] of Object.entries({
          encode: () => model.encode(data, unheardOf),
          reconstruct: () => model.reconstruct(data, unheardOf),
          anomalyScore: () => model.anomalyScore(data, unheardOf),
          decode: () => model.decode(latents, unheardOf),
          evaluate: () => model.evaluate({ data, ...unheardOf }),
        })) {
          expect(attempt, method).toThrow(new RegExp(`^${kind}.${method}: (context|batch) has unheardOf, which no`));
        }
        if (sampled) return;
        expect(() => model.sample!(2, key(1))).toThrow(`${kind}.sample: the bottleneck has no prior`);
      });
    });
  });
  if (sampled) {
    const generative = () => makeModel(1) as Required<TestedAutoencoder>;
    testGenerative(name, generative, 3, context && { context });
  }
}

/** The terms of a batch, each of which is a scalar. */
async function numbersOf(terms: Terms): Promise<Record<string, number>> {
  const numbers: Record<string, number> = {};
  for (const [name, scalar] of measured(terms)) {
    expect(scalar.shape, name).toEqual([]);
    numbers[name] = (await scalar.data())[0]!;
  }
  return numbers;
}
