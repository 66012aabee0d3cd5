import { expect } from 'vitest';
import { readState, withState } from './copyState.ts';
import { expectAllClose } from './expectAllClose.ts';
import { type TrainableCheck, train, weightedSum, withModel } from './trainableRun.ts';

/** What is logged, where the case says it. */
export const termChecks: readonly TrainableCheck[] = [
  {
    name: 'the loss is the weighted sum of the other terms',
    run: async (trainable) => {
      const { weights } = trainable;
      if (!weights) return;
      await withModel(trainable, async (model) => {
        for (const terms of await train(trainable, model, 0, 3)) {
          await expectAllClose([terms.loss!], [weightedSum(terms, weights)], { relative: 1e-5 });
        }
      });
    },
  },
  {
    name: 'a term is there in the steps in which its phase is due, and in no other',
    run: (trainable) =>
      withModel(trainable, async (model) => {
        const { every = {} } = trainable;
        const run = await train(trainable, model, 0, 2 * Math.max(1, ...Object.values(every)));
        const names = [...new Set(run.flatMap((terms) => Object.keys(terms)))].sort();
        expect(names).toEqual(expect.arrayContaining(Object.keys(every)));
        for (const [step, terms] of run.entries()) {
          const due = names.filter((name) => (step + 1) % (every[name] ?? 1) === 0);
          expect(Object.keys(terms).sort(), `step ${step}`).toEqual(due);
        }
      }),
  },
  {
    name: 'the randomness of a step follows from its number',
    run: async (trainable) => {
      const { every = {}, random = [] } = trainable;
      if (random.length === 0) return;
      await withModel(trainable, async (model) => {
        const saved = await readState(model.state());
        const period = Object.values(every).reduce((product, steps) => product * steps, 1);
        const same = { ...trainable, makeBatch: () => trainable.makeBatch(0) };
        /** The terms of the same batch by the same weights, as if at another step. */
        const termsAt = async (step: number) => {
          withState({ ...saved, counters: { ...saved.counters, step } }, (state) => model.restore(state));
          return (await train(same, model, 0, 1))[0]!;
        };
        const first = await termsAt(period - 1);
        expect(await termsAt(period - 1)).toEqual(first);
        const later = await termsAt(2 * period - 1);
        for (const name of random) expect(later[name], name).not.toBe(first[name]);
      });
    },
  },
];
