import { useBackend } from '@latentkit/backend';
import { memory, scalar } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { collect, line, lineBatches } from './test/line.ts';
import { train } from './train.ts';

beforeAll(() => useBackend('cpu'));

test('an error while saving ends the run, with the model whole and nothing left behind', async () => {
  const model = line();
  const before = memory().numTensors;
  const storage = { write: () => Promise.reject(new Error('no')), read: async () => undefined };
  const batches = lineBatches();
  const run = train(model, batches, { steps: 9, reportEvery: 2, checkpoint: { storage, every: 3 } });
  await expect(collect(run)).rejects.toThrow('no');
  expect(model.stepCount).toBe(3);
  expect(memory().numTensors).toBe(before);
  expect(batches.log.at(-1)).toBe('close');
});

test('a source that gives too little or too much is an error, not an endless loop', async () => {
  const before = memory().numTensors;
  const inner = lineBatches(3);
  const short = train(line(), { length: 4, epoch: inner.epoch }, { steps: 9 });
  await expect(collect(short)).rejects.toThrow('train: batches.epoch(0, { from: 0 }) ended after 3 of 4 batches.');
  const long = train(line(), { length: 2, epoch: inner.epoch }, { steps: 9 });
  await expect(collect(long)).rejects.toThrow(
    'train: batches.epoch(0) gave more batches than batches.length, which is 2',
  );
  const none = { length: 2, epoch: async function* () {} };
  await expect(collect(train(line(), none, { steps: 9 }))).rejects.toThrow('ended after 0 of 2 batches.');
  expect(memory().numTensors).toBe(before + 3 * 4);
});

test('a model that does not count, or that others step, is an error', async () => {
  const stuck = { ...line(), stepCount: 0 };
  await expect(collect(train(stuck, lineBatches(), { steps: 9 }))).rejects.toThrow('model.stepCount is 0 but 1 was');
  const model = line();
  const stolen = async () => {
    for await (const _ of train(model, lineBatches(), { steps: 9 }))
      await collect(train(model, lineBatches(), { steps: 3 }));
  };
  await expect(stolen()).rejects.toThrow('train: model.stepCount is 3 but 1 was expected');
});

test('an error of the model, or a metric that is no scalar, frees the batch', async () => {
  const model = line();
  const before = memory().numTensors;
  const step = () => {
    throw new Error('cannot');
  };
  await expect(collect(train({ ...model, stepCount: 0, step }, lineBatches(), { steps: 9 }))).rejects.toThrow('cannot');
  const odd = { ...model, stepCount: 0, step: () => ({ loss: model.kernel.clone() as never }) };
  await expect(collect(train(odd, lineBatches(), { steps: 9 }))).rejects.toThrow(
    'gave loss of shape [3,1], not a scalar',
  );
  expect(memory().numTensors).toBe(before);
});

test.each([
  [() => ({}), 'train: batches gave {} but a tensor or a record with data was expected.'],
  [() => ({ target: scalar(1) }), 'train: batches gave {"target":a tensor of shape []} but a tensor or a record with'],
  [() => ({ data: scalar(1), label: [1] }), 'train: batches gave { label: [1] } but a tensor was expected.'],
  [() => ({ data: undefined, label: scalar(1) }), 'train: batches gave { data: undefined } but a tensor was expected.'],
  [() => 3, 'train: batches gave 3 but a tensor or a record with data was expected.'],
])('a batch that is none is refused before the step, and what it has is freed (%#)', async (batch, message) => {
  const model = line();
  const before = memory().numTensors;
  const batches = {
    length: 1,
    epoch: async function* () {
      yield batch() as never;
    },
  };
  await expect(collect(train(model, batches, { steps: 1 }))).rejects.toThrow(message);
  expect([model.stepCount, memory().numTensors]).toEqual([0, before]);
});
