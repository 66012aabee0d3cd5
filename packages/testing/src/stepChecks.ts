import { dispose } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { readState } from './copyState.ts';
import { counts, measured, sameNumbers, type TrainableCheck, tensorsOf, train, withModel } from './trainableRun.ts';

/** A step that leaks, leaks every time; `tests/` goes on for 50 with the models people use. */
const LEAK_STEPS = 6;

/** What a step must do, and the end of a model. */
export const stepChecks: readonly TrainableCheck[] = [
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
