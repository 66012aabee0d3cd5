import type { Batch, Terms, Trainable } from '@latentkit/nn';
import { dispose, slice, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { readState } from './copyState.ts';
import { counts, expectSameState, isTensor, type TrainableCheck, tensorsOf, train, withModel } from './trainableRun.ts';

/** What a step must refuse. */
export const batchChecks: readonly TrainableCheck[] = [
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
    name: 'a record without data, or with other names than the model reads, is refused and changes nothing',
    run: (trainable) =>
      withModel(trainable, async (model) => {
        await train(trainable, model, 0, 1);
        const before = await readState(model.state());
        const batch = trainable.makeBatch(1);
        for (const [what, { record, make }] of Object.entries(spoiltRecords(batch))) {
          const strange = make?.() ?? {};
          const held = counts();
          expect(() => step(model, { ...record, ...strange }), what).toThrow(/^[\w.]+\.step: /);
          expect(() => step(model, { ...record, ...strange }), what).toThrow(
            what.startsWith('fewer') ? RangeError : TypeError,
          );
          expect(model.stepCount, what).toBe(1);
          expect(counts(), what).toEqual(held);
          dispose(strange);
        }
        dispose(tensorsOf(batch));
        await expectSameState(before, model);
      }),
  },
];

/** A record with one name wrong, once for each way it can be, and the tensors that are made for it. */
function spoiltRecords(batch: Batch): Record<string, { record: object; make?: () => Record<string, Tensor> }> {
  const { data, ...context } = isTensor(batch) ? { data: batch } : batch;
  const spoilt: ReturnType<typeof spoiltRecords> = {
    'no data': { record: context },
    'something else for data': { record: context, make: () => ({ unheardOf: zeros(data.shape) }) },
    'a name that nothing reads': { record: { data, ...context }, make: () => ({ unheardOf: zeros([data.shape[0]!]) }) },
  };
  for (const [name, value] of Object.entries<Tensor>(context)) {
    const { [name]: _, ...rest } = context as Record<string, Tensor>;
    spoilt[`no ${name}`] = { record: { data, ...rest } };
    spoilt[`fewer of ${name}`] = {
      record: { data, ...rest },
      make: () => ({ [name]: slice(value, 0, value.shape[0]! - 1) }),
    };
  }
  return spoilt;
}

function step<B extends Batch, T extends Terms>(model: Trainable<B, T>, batch: object): void {
  model.step(batch as B);
}
