import type { Bottleneck, BottleneckContext, BottleneckRecipe, Encoded } from '@latentkit/model';
import type { ApplyOptions, Context, Shape } from '@latentkit/nn';
import { key, normal } from '@latentkit/random';
import {
  add,
  cos,
  linspace,
  matMul,
  mul,
  reshape,
  type Scalar,
  sum,
  type Tensor,
  tidy,
  type Variable,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onEveryBackend } from './backends.ts';
import { expectAllClose } from './expectAllClose.ts';
import { expectNoLeak } from './expectNoLeak.ts';

/** What a bottleneck needs, and what does not hold for it. */
export interface BottleneckTestOptions {
  /** The shape of the latents of one example. Default `[3]`. */
  readonly latentShape?: Shape;
  /** The shape of one example, for a prior that encodes examples of its own. Default `[6]`. */
  readonly shape?: Shape;
  /** The context for a number of examples, made anew each time. */
  readonly context?: (count: number) => Context;
  /** Whether latents are drawn while training. Default `true`. */
  readonly random?: boolean;
}

const batch = 4;
const exactly = { relative: 0, absolute: 0 };

/**
 * The conformance suite of a bottleneck, on every backend in Node.
 *
 * @param name how the tests are headed
 * @param recipe of the bottleneck; each call must give the same one
 * @param options shapes, context
 */
export function testBottleneck<K extends string>(
  name: string,
  recipe: BottleneckRecipe<K>,
  { latentShape = [3], shape = [6], context, random = true }: BottleneckTestOptions = {},
): void {
  /** A bottleneck, and the output of an encoder for it. */
  function make(): { readonly bottleneck: Bottleneck<K>; readonly output: Variable } {
    const bottleneck: Bottleneck<K> = recipe({
      latentShape,
      shape,
      key: key(1),
      encode: (data: Tensor, _?: ApplyOptions) => linear(data, bottleneck.parameterShape(latentShape)),
    });
    const output = tidy(() => variable(normal(key(2), [batch, ...bottleneck.parameterShape(latentShape)])));
    return { bottleneck, output };
  }
  const at = (seed: number, training = true): BottleneckContext => ({
    step: 0,
    key: key(seed),
    training,
    ...(context && { context: context(batch) }),
  });

  describe(`${name} is a bottleneck`, () => {
    onEveryBackend(() => {
      it('encodes to latents of the shape, and to finite terms', async () => {
        const { bottleneck, output } = make();
        for (const training of [true, false]) {
          const { latents, samples = 1, terms, weights = {} } = bottleneck.encode(output, at(3, training));
          expect(latents.shape).toEqual([samples * batch, ...latentShape]);
          expect(Object.keys(terms)).toEqual(expect.arrayContaining(Object.keys(weights)));
          for (const [term, value] of Object.entries<Tensor>(terms)) {
            expect([[], [samples * batch]], term).toContainEqual(value.shape);
            expect([...(await value.data())], term).toSatisfy((all: number[]) => all.every(Number.isFinite));
          }
        }
      });

      it('draws the same latents by the same key, others by another where it draws them', async () => {
        const { bottleneck, output } = make();
        const latentsBy = async (seed: number) => Array.from(await bottleneck.encode(output, at(seed)).latents.data());
        const first = await latentsBy(3);
        expect(await latentsBy(3)).toEqual(first);
        if (random) expect(await latentsBy(4)).not.toEqual(first);
        else expect(await latentsBy(4)).toEqual(first);
      });

      it('has a mean without randomness, of each example alone', async () => {
        const { bottleneck, output } = make();
        const mean = bottleneck.mean(output);
        expect(mean.shape).toEqual([batch, ...latentShape]);
        await expectAllClose(bottleneck.mean(output), mean, exactly);
        const { posterior } = bottleneck;
        if (posterior) expect(posterior(output).sample(key(1)).shape).toEqual(mean.shape);
      });

      it('lets gradients reach the output, and every variable of its own', async () => {
        const { bottleneck, output } = make();
        const own = bottleneck.variables ?? {};
        const loss = () => weighted(bottleneck.encode(output, at(3)));
        const { grads } = tidy(() => variableGrads(loss, [output, ...Object.values(own)]));
        for (const [name, { name: id }] of Object.entries({ ...own, 'the output': output })) {
          const gradient = Array.from((await grads[id]?.data()) ?? []);
          expect(gradient, name).toSatisfy((all: number[]) => all.every(Number.isFinite));
          expect(gradient, name).toSatisfy((all: number[]) => all.some((value) => value !== 0));
        }
      });

      it('samples latents by the key, where it has a prior', async () => {
        const { bottleneck } = make();
        if (!bottleneck.sample) return;
        const sample = (seed: number) => bottleneck.sample!(batch, key(seed), context?.(batch));
        const first = sample(1);
        expect(first.shape).toEqual([batch, ...latentShape]);
        await expectAllClose(sample(1), first, exactly);
        expect([...(await sample(2).data())]).not.toEqual([...(await first.data())]);
      });

      it('draws latents with their weight by the key, where it has densities', async () => {
        const { bottleneck, output } = make();
        if (!bottleneck.draw) return;
        const draw = (seed: number) => bottleneck.draw!(output, at(seed, false));
        const { latents, logWeight } = draw(1);
        expect(latents.shape).toEqual([batch, ...latentShape]);
        expect(logWeight.shape).toEqual([batch]);
        expect([...(await logWeight.data())]).toSatisfy((all: number[]) => all.every(Number.isFinite));
        for (const [name, value] of Object.entries({ latents, logWeight })) {
          const [again, other] = [draw(1), draw(2)].map((drawn) => drawn[name as keyof typeof drawn]);
          await expectAllClose(again!, value, exactly);
          expect([...(await other!.data())]).not.toEqual([...(await value.data())]);
        }
      });

      it('leaves nothing behind', async () => {
        const { bottleneck, output } = make();
        const given = at(3);
        await expectNoLeak(() => {
          tidy(() => {
            bottleneck.encode(output, given);
            bottleneck.mean(output);
            bottleneck.sample?.(2, key(1), context?.(2));
            bottleneck.update?.(output, given);
          });
          tidy(() => void variableGrads(() => weighted(bottleneck.encode(output, given)), [output]));
        });
      });
    });
  });
}

/** A scalar that weighs every latent and every term differently, so that no gradient cancels. */
function weighted({ latents, terms }: Encoded): Scalar {
  const all = [latents, ...Object.values(terms)].map((x) =>
    sum<Scalar>(mul(reshape(x, [-1]), cos(linspace(0, x.size, x.size)))),
  );
  return all.reduce((total, x) => add(total, x));
}

/** An encoder without weights: a matrix that is the same everywhere. */
function linear(data: Tensor, parameterShape: Shape): Tensor {
  return tidy(() => {
    const flat = reshape(data, [data.shape[0]!, -1]);
    const [rows, columns] = [flat.shape[1]!, parameterShape.reduce((product, extent) => product * extent, 1)];
    const matrix = reshape(cos(linspace(0, rows * columns, rows * columns)), [rows, columns]);
    return reshape(matMul(flat, matrix), [-1, ...parameterShape]);
  });
}
