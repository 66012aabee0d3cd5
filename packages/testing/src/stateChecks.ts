import { expect } from 'vitest';
import { readState, withState } from './copyState.ts';
import { spoiltStates } from './spoiltStates.ts';
import {
  counts,
  expectSameRun,
  expectSameState,
  isExact,
  type TrainableCheck,
  train,
  withModel,
} from './trainableRun.ts';

/** What saving and restoring must do. */
export const stateChecks: readonly TrainableCheck[] = [
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
];

function map<A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]));
}
