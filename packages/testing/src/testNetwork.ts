import type { ApplyOptions, Network, ShapedNetwork } from '@latentkit/nn';
import {
  cos,
  linspace,
  mul,
  reshape,
  type Scalar,
  slice,
  sum,
  type Tensor,
  tidy,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onEveryBackend } from './backends.ts';
import { expectAllClose } from './expectAllClose.ts';
import { expectNoLeak } from './expectNoLeak.ts';

const exactly = { relative: 0, absolute: 0 };

/**
 * The conformance suite of a network, on every backend.
 *
 * @param name how the tests are headed
 * @param make a new network; each call must give the same one
 * @param makeInput a batch of at least two examples, freed by the suite
 * @param options what `apply` needs while training, such as a key for dropout
 */
export function testNetwork(
  name: string,
  make: () => ShapedNetwork,
  makeInput: () => Tensor,
  options: Omit<ApplyOptions, 'training'> = {},
): void {
  describe(`${name} is a network`, () => {
    onEveryBackend(() => {
      const training = { ...options, training: true };

      it('gives the shape it says, and the same again for the same input', async () => {
        const [network, input] = [make(), makeInput()];
        const output = network.apply(input);
        expect(output.shape).toEqual([input.shape[0], ...network.outputShape]);
        expect(input.shape.slice(1)).toEqual(network.inputShape);
        await expectAllClose(network.apply(input), output, exactly);
        await expectAllClose(make().apply(input), output, exactly);
      });

      it('treats each example alone and changes nothing unless it trains', async () => {
        const [network, input] = [make(), makeInput()];
        const before = await read(network);
        const output = network.apply(input);
        const first = network.apply(slice(input, 0, [1, ...input.shape.slice(1)]));
        await expectAllClose(first, slice(output, 0, [1, ...output.shape.slice(1)]), {
          absolute: 1e-5,
          relative: 1e-4,
        });
        expect(await read(network)).toEqual(before);
      });

      it('trains every variable and no buffer, and repeats it from the same key', async () => {
        const [network, another, input] = [make(), make(), makeInput()];
        const variables = Object.values(network.variables);
        if (variables.length > 0) {
          const { grads } = tidy(() => variableGrads(() => weighted(network.apply(input, training)), variables));
          for (const [name, variable] of Object.entries(network.variables)) {
            const gradient = await grads[variable.name]?.data();
            expect(gradient?.some((value) => value !== 0) && gradient.every(Number.isFinite), name).toBe(true);
          }
          another.apply(input, training);
        }
        await expectAllClose(network.apply(input, training), another.apply(input, training), exactly);
        expect(await read(network)).toEqual(await read(another));
      });

      it('leaves nothing behind', async () => {
        const [network, input] = [make(), makeInput()];
        await expectNoLeak(() => network.apply(input).dispose());
        await expectNoLeak(() => network.apply(input, training).dispose());
        input.dispose();
      });

      it('refuses an input of another shape', () => {
        const network = make();
        const wrong = tidy(() => reshape(linspace(0, 1, 6), [1, 1, 1, 2, 1, 3]));
        expect(() => network.apply(wrong)).toThrow(RangeError);
      });
    });
  });
}

/** A scalar that weighs every output differently, so that no gradient cancels. */
function weighted(output: Tensor): Scalar {
  return sum(mul(reshape(output, [-1]), cos(linspace(0, output.size, output.size))));
}

async function read({ variables, buffers }: Network): Promise<Record<string, number[]>> {
  const entries = Object.entries({ ...variables, ...buffers });
  return Object.fromEntries(
    await Promise.all(entries.map(async ([name, tensor]) => [name, [...(await tensor.data())]])),
  );
}
