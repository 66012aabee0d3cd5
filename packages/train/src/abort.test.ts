import { useBackend } from '@latentkit/backend';
import { memory, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { collect, line, lineBatches } from './test/line.ts';
import { train } from './train.ts';

beforeAll(() => useBackend('cpu'));

const signalled = (reason?: unknown) => {
  const controller = new AbortController();
  controller.abort(reason);
  return controller.signal;
};

test('a signal that was aborted all along: no step, no batch, an AbortError', async () => {
  const model = line();
  const batches = lineBatches();
  await expect(collect(train(model, batches, { steps: 9, signal: signalled() }))).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(model.stepCount).toBe(0);
  expect(batches.log).toEqual([]);
});

test('the reason of the signal is what is thrown', async () => {
  const reason = new Error('the user left');
  await expect(collect(train(line(), lineBatches(), { steps: 9, signal: signalled(reason) }))).rejects.toBe(reason);
});

test('an abort at a report ends the run before the next step, with everything closed and freed', async () => {
  const model = line();
  const before = memory().numTensors;
  const batches = lineBatches();
  const controller = new AbortController();
  const run = async () => {
    for await (const { step } of train(model, batches, { steps: 9, signal: controller.signal })) {
      if (step === 7) controller.abort();
    }
  };
  await expect(run()).rejects.toMatchObject({ name: 'AbortError' });
  expect(model.stepCount).toBe(7);
  expect(batches.log.at(-1)).toBe('close');
  expect(memory().numTensors).toBe(before);
  const reports = await collect(train(model, lineBatches(), { steps: 9 }));
  expect(reports.map(({ step }) => step)).toEqual([8, 9]);
});

test('an abort after the last step comes too late', async () => {
  const controller = new AbortController();
  for await (const { step } of train(line(), lineBatches(), { steps: 3, signal: controller.signal })) {
    if (step === 3) controller.abort();
  }
});

test('a timer can abort a run that reports nothing: the event loop turns', async () => {
  const model = line();
  const begin = performance.now();
  const run = collect(train(model, lineBatches(), { steps: 1e9, reportEvery: 1e9, signal: AbortSignal.timeout(60) }));
  await expect(run).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(performance.now() - begin).toBeLessThan(2000);
  expect(model.stepCount).toBeGreaterThan(0);
});

test('a source that hangs cannot hang the run, and what it gives in the end is freed', async () => {
  const model = line();
  const before = memory().numTensors;
  let deliver = () => {};
  let closed = false;
  const batches = {
    length: 3,
    async *epoch() {
      try {
        yield { data: zeros([4, 3]), label: zeros([4, 1]) };
        await new Promise<void>((resolve) => {
          deliver = resolve;
        });
        yield { data: zeros([4, 3]), label: zeros([4, 1]) };
      } finally {
        closed = true;
      }
    },
  };
  await expect(collect(train(model, batches, { steps: 9, signal: AbortSignal.timeout(20) }))).rejects.toMatchObject({
    name: 'TimeoutError',
  });
  expect(model.stepCount).toBe(1);
  deliver();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(closed).toBe(true);
  expect(memory().numTensors).toBe(before);
});

test('an error of the source is the error of the run', async () => {
  const batches = {
    length: 3,
    // biome-ignore lint/correctness/useYield: it fails before it gives anything
    async *epoch(): AsyncGenerator<never> {
      throw new Error('no such file');
    },
  };
  const { signal } = new AbortController();
  await expect(collect(train(line(), batches, { steps: 9 }))).rejects.toThrow('no such file');
  await expect(collect(train(line(), batches, { steps: 9, signal }))).rejects.toThrow('no such file');
});

test('while it trains, timers go on', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  // Never ends where the timer does not get its turn.
  for await (const _ of train(line(), lineBatches(), { steps: 1e9 })) if (ticks >= 5) break;
  clearInterval(timer);
  expect(ticks).toBeGreaterThanOrEqual(5);
});
