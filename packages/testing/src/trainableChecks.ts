import type { Batch, Terms } from '@latentkit/nn';
import { dispose, zeros } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { readState, withState } from './copyState.ts';
import { spoiltStates } from './spoiltStates.ts';
import {
  counts,
  expectSameRun,
  expectSameState,
  isExact,
  isTensor,
  measured,
  sameNumbers,
  type TrainableCase,
  tensorsOf,
  train,
  withModel,
} from './trainableRun.ts';

/** One thing that every model must do. */
export interface TrainableCheck {
  readonly name: string;
  readonly run: <B extends Batch, T extends Terms>(model: TrainableCase<B, T>) => Promise<void>;
}

/** A step that leaks, leaks every time; `tests/` goes on for 50 with the models people use. */
const LEAK_STEPS = 6;

/** What every model must do: `testTrainable` registers each as a test. */
export const trainableChecks: readonly TrainableCheck[] = [
  {
    name: 'a step gives finite scalars, counts itself and leaves the batch alone',
    run: (trainable) =>
      withModel(trainable, async (model) => {
        expect(model.stepCount).toBe(0);
        const batch = trainable.makeBatch(0);
        for (const count of [1, 2, 3]) {
          const metrics = model.step(batch);
          expect(Object.keys(metrics).length).toBeGreaterThan(0);
          for (const [name, scalar] of measured(metrics)) {
            expect(scalar.shape, name).toEqual([]);
            const [value] = await scalar.data();
            expect(value, name).toSatisfy(Number.isFinite);
          }
          dispose(metrics);
          expect(model.stepCount).toBe(count);
          for (const x of tensorsOf(batch)) expect(x.isDisposed).toBe(false);
        }
        dispose(tensorsOf(batch));
      }),
  },
  {
    name: 'a step changes what is trained',
    run: (trainable) =>
      withModel(trainable, async (model) => {
        const before = await readState(model.state());
        await train(trainable, model, 0, 2);
        const after = await readState(model.state());
        expect(
          Object.keys(after.values).filter((name) => !sameNumbers(after.values[name]!.data, before.values[name]!.data))
            .length,
        ).toBeGreaterThan(0);
      }),
  },
  {
    name: 'the number of tensors is constant from step to step',
    run: (trainable) =>
      withModel(trainable, async (model) => {
        const batch = trainable.makeBatch(0);
        dispose(model.step(batch));
        const before = counts();
        for (let step = 0; step < LEAK_STEPS; step++) {
          dispose(model.step(batch));
          expect(counts(), `after ${step + 2} steps`).toEqual(before);
        }
        model.state();
        expect(counts(), 'after state()').toEqual(before);
        dispose(tensorsOf(batch));
      }),
  },
  {
    name: 'the same seed gives the same first step, another seed another',
    run: async (trainable) => {
      const first = [];
      for (const seed of [3, 3, 4])
        first.push(await withModel(trainable, (model) => train(trainable, model, 0, 1), seed));
      expect(first[1]).toEqual(first[0]);
      expect(first[2]).not.toEqual(first[0]);
    },
  },
  {
    name: 'a restored state goes on as the model that it was taken from',
    run: (trainable) =>
      withModel(trainable, async (model) => {
        await train(trainable, model, 0, 3);
        const saved = await readState(model.state());
        const expected = await train(trainable, model, 3, 4);
        const end = await readState(model.state());

        await withModel(trainable, async (fresh) => {
          withState(saved, (state) => fresh.restore(state));
          expect(fresh.stepCount).toBe(3);
          await expectSameState(saved, fresh);
          expectSameRun(await train(trainable, fresh, 3, 4), expected);
          await expectSameState(end, fresh, isExact() ? 0 : 1e-3);
        });
        // Also back in time, into a model that has moments and statistics of its own by now.
        withState(saved, (state) => model.restore(state));
        expectSameRun(await train(trainable, model, 3, 4), expected);
      }),
  },
  {
    name: 'its own state can be restored into it',
    run: (trainable) =>
      withModel(trainable, async (model) => {
        await train(trainable, model, 0, 2);
        const saved = await readState(model.state());
        const before = counts();
        model.restore(model.state());
        expect(counts()).toEqual(before);
        await expectSameState(saved, model);
      }),
  },
  {
    name: 'a state that does not belong to it is refused and changes nothing',
    run: (trainable) =>
      withModel(trainable, async (model) => {
        await train(trainable, model, 0, 2);
        const before = await readState(model.state());
        // Every value differs from the model's, so that a restore that begins before it has checked all shows.
        const good = {
          ...before,
          values: map(before.values, ({ shape, data }) => ({ shape, data: data.map((x) => x + 1) })),
        };
        for (const [what, bad] of Object.entries(spoiltStates(good))) {
          const held = counts();
          let thrown: unknown;
          withState(bad, (state) => {
            try {
              model.restore(state);
            } catch (error) {
              thrown = error;
            }
          });
          expect(thrown, what).toBeInstanceOf(Error);
          expect((thrown as Error).name, what).toBe('StateMismatchError');
          expect(counts(), what).toEqual(held);
          await expectSameState(before, model, 0, what);
        }
      }),
  },
  {
    name: 'a batch of another shape is refused with a RangeError and changes nothing',
    run: (trainable) =>
      withModel(trainable, async (model) => {
        await train(trainable, model, 0, 1);
        const before = await readState(model.state());
        const batch = trainable.makeBatch(1);
        const data = isTensor(batch) ? batch : batch.data;
        const wider = [...data.shape.slice(0, -1), data.shape.at(-1)! + 1];
        for (const shape of [wider, [...data.shape, 2], data.shape.slice(0, -1)]) {
          const wrong = zeros(shape);
          const held = counts();
          const step = () => model.step((isTensor(batch) ? wrong : { ...batch, data: wrong }) as never);
          expect(step, `[${shape}]`).toThrow(RangeError);
          expect(step, `[${shape}]`).toThrow(/^[\w.]+: .*shape \[.*\] (but|and) /);
          expect(counts(), `[${shape}]`).toEqual(held);
          wrong.dispose();
        }
        dispose(tensorsOf(batch));
        await expectSameState(before, model);
      }),
  },
  {
    name: 'dispose frees every tensor',
    run: async (trainable) => {
      const before = counts();
      const model = trainable.makeModel(1);
      await train(trainable, model, 0, 2);
      model.dispose();
      expect(counts()).toEqual(before);
    },
  },
];

function map<A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]));
}
