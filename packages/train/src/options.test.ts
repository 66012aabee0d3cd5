import { useBackend } from '@latentkit/backend';
import { zeros } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { fit } from './fit.ts';
import type { TrainOptions } from './options.ts';
import { memoryStorage } from './storage/memoryStorage.ts';
import { collect, line, lineBatches } from './test/line.ts';
import { train } from './train.ts';

beforeAll(() => useBackend('cpu'));

const good = { steps: 3 };
const storage = memoryStorage();

test.each<[options: unknown, error: typeof Error, message: string]>([
  [undefined, TypeError, 'train: options is undefined'],
  [{}, TypeError, 'train: steps is undefined, and so is epochs, but one of them was expected.'],
  [{ steps: 3, epochs: 1 }, TypeError, 'train: steps and epochs are both given but one of them was expected.'],
  [{ epochs: 0 }, RangeError, 'train: epochs is 0 but an integer of at least 1 was expected.'],
  [{ epochs: 1.5 }, RangeError, 'train: epochs is 1.5'],
  [{ step: 10 }, TypeError, "train: options has 'step' but one of 'steps', 'epochs'"],
  [{ ...good, reportevery: 10 }, TypeError, "train: options has 'reportevery' but 'reportEvery' was expected."],
  [{ ...good, onReport: () => {} }, TypeError, "train: options has 'onReport'"],
  [{ steps: '3' }, TypeError, "train: steps is '3' but a number was expected."],
  [{ steps: 0 }, RangeError, 'train: steps is 0 but an integer of at least 1 was expected.'],
  [{ steps: -1 }, RangeError, 'train: steps is -1'],
  [{ steps: 1.5 }, RangeError, 'train: steps is 1.5'],
  [{ steps: Number.NaN }, RangeError, 'train: steps is NaN'],
  [{ steps: Number.POSITIVE_INFINITY }, RangeError, 'train: steps is Infinity'],
  [{ ...good, reportEvery: 0 }, RangeError, 'train: reportEvery is 0'],
  [{ ...good, reportEvery: null }, TypeError, 'train: reportEvery is null'],
  [{ ...good, signal: new AbortController() }, TypeError, 'train: signal is {} but an object with throwIfAborted()'],
  [{ ...good, stop: true }, TypeError, 'train: stop is true but a function of a report was expected.'],
  [
    { ...good, checkpoint: { every: 1 } },
    TypeError,
    'train: checkpoint.storage is undefined but an object with write()',
  ],
  [
    { ...good, checkpoint: null },
    TypeError,
    'train: checkpoint is null but an object with storage, every was expected.',
  ],
  [{ ...good, checkpoint: { storage, steps: 1 } }, TypeError, "train: checkpoint has 'steps' but"],
  [{ ...good, checkpoint: { storage: 'runs/a' } }, TypeError, "train: checkpoint.storage is 'runs/a'"],
  [{ ...good, checkpoint: { storage } }, TypeError, 'train: checkpoint.every is undefined'],
  [{ ...good, checkpoint: { storage, every: 0 } }, RangeError, 'train: checkpoint.every is 0'],
])('refuses options %j before any work', (options, error, message) => {
  const model = line();
  const batches = lineBatches();
  const call = () => train(model, batches, options as TrainOptions);
  expect(call).toThrow(error);
  expect(call).toThrow(message);
  expect(batches.log).toEqual([]);
  expect(model.stepCount).toBe(0);
});

test.each([undefined, null, 3, {}, line, { step: () => ({}) }])('refuses what is no model: %o', (model) => {
  expect(() => train(model as never, lineBatches() as never, good)).toThrow(TypeError);
  expect(() => train(model as never, lineBatches() as never, good)).toThrow('train: model is ');
});

test.each([undefined, [], { length: 3 }, { length: 3, epoch: [] }])('refuses what gives no batches: %o', (batches) => {
  expect(() => train(line(), batches as never, good)).toThrow(TypeError);
});

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d batches an epoch', (length) => {
  expect(() => train(line(), { ...lineBatches(), length }, good)).toThrow(
    `train: batches.length is ${length} but an integer of at least 1 was expected.`,
  );
});

test('fit calls back in order, awaits what onReport gives, and gives the last report', async () => {
  const model = line();
  const seen: (number | string)[] = [];
  const onReport = async ({ step }: { step: number }) => {
    seen.push(step);
    await new Promise((resolve) => setTimeout(resolve, 1));
    seen.push(`${step} at ${model.stepCount}`);
  };
  const last = await fit(model, lineBatches(), { steps: 5, reportEvery: 2, onReport });
  expect(seen).toEqual([2, '2 at 2', 4, '4 at 4', 5, '5 at 5']);
  expect(last?.step).toBe(5);
  expect(await fit(model, lineBatches(), { steps: 5 })).toBeUndefined();
});

test('refuses a data set that is not in batches, and says how to get them', () => {
  expect(() => train(line(), { length: 3, batch: () => {} } as never, good)).toThrow(
    'train: batches is a data set but its batches were expected: call .batch(size), as in',
  );
});

test('refuses a model that has been disposed, or one whose state is none', () => {
  const model = line();
  model.dispose();
  expect(() => train(model, lineBatches(), good)).toThrow(
    'train: model gives no state: line.state: the model has been disposed.',
  );
  const odd = (state: unknown) => ({ ...line(), stepCount: 0, state: () => state }) as never;
  expect(() => train(odd(undefined), lineBatches(), good)).toThrow('train: model.state() is undefined but { kind');
  expect(() => train(odd({ kind: 'a', counters: {}, tensors: { a: 1 } }), lineBatches(), good)).toThrow(
    'train: model.state() has a: 1, not a tensor.',
  );
});

test('epochs count from the first step of all: as many steps as their batches are', async () => {
  const model = line();
  const reports = await collect(train(model, lineBatches(5), { epochs: 2, reportEvery: 4 }));
  expect(reports.map(({ step, epoch }) => [step, epoch])).toEqual([
    [4, 0],
    [8, 1],
    [10, 1],
  ]);
  expect((await fit(model, lineBatches(5), { epochs: 3 }))?.step).toBe(15);
  expect(await fit(model, lineBatches(5), { epochs: 3 })).toBeUndefined();
});

test('what is given in the place of a batch is refused', async () => {
  const give = (batch: unknown) =>
    ({
      length: 1,
      epoch: async function* () {
        yield batch;
      },
    }) as never;
  for (const batch of [[[1, 2]], { data: [1] }, { data: zeros([1]), label: 3 }, undefined]) {
    await expect(fit(line(), give(batch), good)).rejects.toThrow(
      /^fit: batches gave .* but a tensor (was|or a record with data)/,
    );
  }
});

test('fit names itself, and rejects with what train or onReport throws', async () => {
  await expect(fit(line(), lineBatches(), { steps: 0 })).rejects.toThrow('fit: steps is 0');
  await expect(fit(line(), lineBatches(), undefined as never)).rejects.toThrow(
    'fit: options is undefined but an object',
  );
  await expect(fit(line(), lineBatches(), { ...good, onReport: 1 as never })).rejects.toThrow(
    'fit: onReport is 1 but a',
  );
  await expect(fit(line(), lineBatches(), { ...good, onreport: () => {} } as never)).rejects.toThrow("but 'onReport'");
  const onReport = vi.fn(() => Promise.reject(new Error('enough')));
  await expect(fit(line(), lineBatches(), { steps: 5, onReport })).rejects.toThrow('enough');
  expect(onReport).toHaveBeenCalledTimes(1);
});
