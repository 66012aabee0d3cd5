import type { ApplyOptions, Context, ShapedNetwork } from '@latentkit/nn';
import {
  add,
  backend,
  cos,
  linspace,
  mul,
  reshape,
  type Scalar,
  slice,
  sum,
  type Tensor,
  tidy,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onEveryBackend } from './backends.ts';
import { expectAllClose } from './expectAllClose.ts';
import { expectNoLeak } from './expectNoLeak.ts';
import { numbersOf } from './numbersOf.ts';

const exactly = { relative: 0, absolute: 0 };

/** What a network needs besides its input, and what it lacks. */
export interface NetworkTestOptions extends Pick<ApplyOptions, 'key'> {
  /** What it is conditioned on, made anew for each test: one row for each example. */
  readonly context?: () => Context;
  /** Whether an output depends on other examples of the batch even at inference. Default `false`. */
  readonly mixesExamples?: boolean;
}

/**
 * The conformance suite of a network, on every backend.
 *
 * @param name how the tests are headed
 * @param make a new network; each call must give the same one
 * @param makeInput a batch of at least two examples, freed by the suite
 * @param options what `apply` needs, such as a key for dropout, and what does not hold
 */
export function testNetwork(
  name: string,
  make: () => ShapedNetwork,
  makeInput: () => Tensor,
  { context: makeContext, mixesExamples = false, ...options }: NetworkTestOptions = {},
): void {
  describe(`${name} is a network`, () => {
    onEveryBackend(() => {
      const inference = (): ApplyOptions => (makeContext ? { context: makeContext() } : {});
      const training = (): ApplyOptions => ({ ...inference(), ...options, training: true });

      it('gives the shape it says, and the same again for the same input', async () => {
        const [network, input, at] = [make(), makeInput(), inference()];
        const output = network.apply(input, at);
        expect(output.shape).toEqual([input.shape[0], ...network.outputShape]);
        expect(input.shape.slice(1)).toEqual(network.inputShape);
        await expectAllClose(network.apply(input, at), output, exactly);
        await expectAllClose(make().apply(input, at), output, exactly);
      });

      it('changes nothing unless it trains, and treats each example alone', async () => {
        const [network, input, at] = [make(), makeInput(), inference()];
        const before = await numbersOf({ ...network.variables, ...network.buffers });
        const output = network.apply(input, at);
        expect(await numbersOf({ ...network.variables, ...network.buffers })).toEqual(before);
        if (mixesExamples) return;
        const one = (x: Tensor) => slice(x, 0, [1, ...x.shape.slice(1)]);
        const context = Object.fromEntries(Object.entries(at.context ?? {}).map(([name, x]) => [name, one(x)]));
        const first = network.apply(one(input), { context });
        await expectAllClose(first, one(output), { absolute: 1e-5, relative: 1e-4 });
      });

      it('trains every variable and no buffer, and repeats it from the same key', async () => {
        const [network, another, input, at] = [make(), make(), makeInput(), training()];
        const variables = Object.values(network.variables);
        if (variables.length > 0) {
          const { grads } = tidy(() => variableGrads(() => weighted(network.apply(input, at)), variables));
          for (const [name, variable] of Object.entries(network.variables)) {
            expect(await slopes(grads[variable.name]), name).toBe('some');
          }
          another.apply(input, at);
        }
        await expectAllClose(network.apply(input, at), another.apply(input, at), exactly);
        expect(await numbersOf({ ...network.variables, ...network.buffers })).toEqual(
          await numbersOf({ ...another.variables, ...another.buffers }),
        );
      });

      it('computes with values in place of its variables', async () => {
        const [network, input, at] = [make(), makeInput(), inference()];
        const output = await network.apply(input, at).data();
        await expectAllClose(network.apply(input, { ...at, values: network.variables }), output, exactly);
        for (const [name, own] of Object.entries(network.variables)) {
          const value = tidy(() => variable(add(own, reshape(cos(linspace(1, own.size, own.size)), own.shape))));
          const apply = () => network.apply(input, { ...at, values: { [name]: value } });
          expect(await apply().data(), name).not.toEqual(output);
          const { grads } = tidy(() => variableGrads(() => weighted(apply()), [value, own]));
          expect([name, await slopes(grads[value.name]), await slopes(grads[own.name])]).toEqual([
            name,
            'some',
            'none',
          ]);
        }
        const strange = { 'no such variable': input };
        expect(() => network.apply(input, { ...at, values: strange })).toThrow('no such variable');
      });

      it('leaves nothing behind, neither tensors nor memory of the backend', async () => {
        const [network, input, at, whileTraining] = [make(), makeInput(), inference(), training()];
        for (const given of [at, whileTraining]) {
          await expectNoLeak(() => network.apply(input, given).dispose());
          const before = backend().numDataIds();
          network.apply(input, given).dispose();
          expect(backend().numDataIds()).toBe(before);
        }
        input.dispose();
      });

      it('refuses an input of another shape', () => {
        const network = make();
        const wrong = tidy(() => reshape(linspace(0, 1, 6), [1, 1, 1, 2, 1, 3]));
        expect(() => network.apply(wrong, inference())).toThrow(RangeError);
      });
    });
  });
}

/** A scalar that weighs every output differently, so that no gradient cancels. */
function weighted(output: Tensor): Scalar {
  return sum(mul(reshape(output, [-1]), cos(linspace(0, output.size, output.size))));
}

/** Whether a gradient is there, finite and anywhere not zero. */
async function slopes(gradient: Tensor | undefined): Promise<'some' | 'none' | 'not finite'> {
  const values = (await gradient?.data()) ?? [];
  if (!values.every(Number.isFinite)) return 'not finite';
  return values.some((value) => value !== 0) ? 'some' : 'none';
}
