import { useBackend } from '@latentkit/backend';
import { beforeAll, expect, test, vi } from 'vitest';
import { fit } from './fit.ts';
import type { TrainOptions } from './options.ts';
import { memoryStorage } from './storage/memoryStorage.ts';
import { line, lineBatches } from './test/line.ts';
import { train } from './train.ts';

beforeAll(() => useBackend('cpu'));

const good = { steps: 3 };
const storage = memoryStorage();

test.each<[options: unknown, error: typeof Error, message: string]>([
  [undefined, TypeError, 'train: options is undefined'],
  [{}, TypeError, 'train: steps is undefined but a number was expected.'],
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
  [{ ...good, checkpoint: null }, TypeError, 'train: checkpoint.storage is undefined'],
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

test('fit rejects with what train or onReport throws', async () => {
  await expect(fit(line(), lineBatches(), { steps: 0 })).rejects.toThrow(RangeError);
  const onReport = vi.fn(() => Promise.reject(new Error('enough')));
  await expect(fit(line(), lineBatches(), { steps: 5, onReport })).rejects.toThrow('enough');
  expect(onReport).toHaveBeenCalledTimes(1);
});
