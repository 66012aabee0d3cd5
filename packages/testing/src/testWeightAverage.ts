import type { WeightAverage } from '@latentkit/model';
import { collectState, type Network, restoreState } from '@latentkit/nn';
import { add, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onEveryBackend } from './backends.ts';
import { readState, withState } from './copyState.ts';
import { expectAllClose } from './expectAllClose.ts';
import { expectNoLeak } from './expectNoLeak.ts';
import { numbersOf } from './numbersOf.ts';
import { expectSameState } from './trainableRun.ts';

/** A network and the average of its weights. */
export interface TestedWeightAverage {
  readonly network: Network;
  readonly average: WeightAverage;
}

/**
 * The conformance suite of an average of weights, on every backend in Node.
 *
 * @param name how the tests are headed
 * @param make a new network with an average of that decay; each call must give the same
 * @param makeInput an input of the network
 */
export function testWeightAverage(
  name: string,
  make: (decay: number) => TestedWeightAverage,
  makeInput: () => Tensor,
): void {
  /** Moves every weight, as an optimizer would. */
  const move = ({ variables }: Network, step: number) =>
    tidy(() => {
      for (const weight of Object.values(variables)) weight.assign(add(weight, Math.sin(step + 1)));
    });

  describe(`${name} is an average of weights`, () => {
    onEveryBackend(() => {
      it('begins as the weights are, in buffers of its own that nothing trains', async () => {
        const { network, average } = make(0.9);
        expect(average.variables ?? {}).toEqual({});
        expect(Object.keys(average.buffers)).toEqual(Object.keys(network.variables));
        for (const [name, own] of Object.entries(average.buffers)) {
          expect(own).not.toBe(network.variables[name]);
          expect(own.trainable).toBe(false);
          await expectAllClose(own, network.variables[name]!, { relative: 0, absolute: 0 });
        }
      });

      it.each([0, 0.5, 0.999, 1])(
        'follows by a ← d a + (1 − d) w, d = min(%f, (1 + step) / (10 + step))',
        async (decay) => {
          const { network, average } = make(decay);
          const expected = await numbersOf(average.buffers);
          for (const step of [0, 1, 2, 50, 9000]) {
            move(network, step);
            average.update(step);
            const kept = Math.min(decay, (1 + step) / (10 + step));
            const weights = await numbersOf(network.variables);
            for (const [name, own] of Object.entries(average.buffers)) {
              expected[name] = expected[name]!.map((a, i) => kept * a + (1 - kept) * weights[name]![i]!);
              await expectAllClose(own, expected[name]!, { relative: 1e-5, absolute: 1e-6 });
            }
          }
        },
      );

      it('is used in place of the weights, which stay as they are', async () => {
        const { network, average } = make(0.9);
        const input = makeInput();
        move(network, 1);
        average.update(0);
        const weights = await numbersOf(network.variables);
        const output = network.apply(input, { values: average.values });
        expect(await numbersOf(network.variables)).toEqual(weights);
        expect([...(await network.apply(input).data())]).not.toEqual([...(await output.data())]);
        for (const [name, weight] of Object.entries(network.variables)) weight.assign(average.buffers[name]!);
        await expectAllClose(network.apply(input), output, { relative: 1e-5 });
      });

      it('is saved with a model and goes on from there', async () => {
        const [one, two] = [make(0.9), make(0.9)];
        for (const step of [0, 1]) {
          move(one.network, step);
          one.average.update(step);
        }
        const stateOf = ({ network, average }: TestedWeightAverage) => collectState('mine', { network, average });
        const saved = await readState(stateOf(one));
        withState(saved, (state) => restoreState(state, 'mine', { ...two }));
        for (const pair of [one, two]) {
          move(pair.network, 2);
          pair.average.update(2);
        }
        await expectSameState(await readState(stateOf(one)), { state: () => stateOf(two) });
      });

      it('leaves nothing behind', async () => {
        const { network, average } = make(0.9);
        await expectNoLeak(() => average.update(3));
        const input = makeInput();
        await expectNoLeak(() => network.apply(input, { values: average.values }).dispose());
      });

      it.each([-1, 0.5, Number.NaN])('refuses a step of %f', (step) => {
        expect(() => make(0.9).average.update(step)).toThrow(/update: step is .* but an integer of at least 0/);
      });
    });
  });
}
