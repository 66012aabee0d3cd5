import { useBackend } from '@latentkit/backend';
import { expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { memoryStorage } from './storage/memoryStorage.ts';
import { collect, exampleAt, indicesOf, line, lineBatches } from './test/line.ts';
import { train } from './train.ts';

/** The toy model in float64, without tensors: step by step, the loss before each update. */
function lossesByHand(steps: number, length: number): number[] {
  const weights = [0, 0, 0, 0];
  const velocity = [0, 0, 0, 0];
  return Array.from({ length: steps }, (_, step) => {
    const examples = indicesOf(Math.floor(step / length), step % length).map(exampleAt);
    const residuals = examples.map(
      ({ x, y }) => [...x, 1].reduce((total, v, i) => total + v * weights[i]!, 0) - y * (1 + 0.1 * Math.sin(step)),
    );
    weights.forEach((_, i) => {
      const gradient = residuals.reduce((total, r, j) => total + 2 * r * ([...examples[j]!.x, 1][i]! / 4), 0);
      velocity[i] = 0.9 * velocity[i]! + 0.05 * gradient;
      weights[i]! -= velocity[i]!;
    });
    return residuals.reduce((total, r) => total + r * r, 0) / 4;
  });
}

onEveryBackend(() => {
  test('does the right steps on the right batches, over epochs', async () => {
    const model = line();
    const reports = await collect(train(model, lineBatches(5), { steps: 23 }));
    expect(reports.map(({ step }) => step)).toEqual(Array.from({ length: 23 }, (_, i) => i + 1));
    expect(reports.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 23 }, (_, i) => Math.floor(i / 5)));
    const expected = lossesByHand(23, 5);
    for (const [i, { metrics }] of reports.entries()) expect(metrics.loss).toBeCloseTo(expected[i]!, 4);
    expect(expected[22]).toBeLessThan(expected[0]! / 5);
    model.dispose();
  });

  test('keeps the number of tensors constant, however the loop ends', async () => {
    const model = line();
    let steps = 0;
    await expectNoLeak(() => {
      steps += 7;
      return collect(train(model, lineBatches(3), { steps, reportEvery: 4 }));
    });
    await expectNoLeak(async () => {
      for await (const { step } of train(model, lineBatches(3), { steps: 1e6, reportEvery: 5 })) {
        if (step % 3 === 0) break;
      }
    });
    model.dispose();
  });
});

describe('train', () => {
  beforeAll(() => useBackend('cpu'));

  test('reports multiples of reportEvery, counted from the first step of all, and the last', async () => {
    const model = line();
    const reports = await collect(train(model, lineBatches(), { steps: 10, reportEvery: 4 }));
    expect(reports.map(({ step }) => step)).toEqual([4, 8, 10]);
    const more = await collect(train(model, lineBatches(), { steps: 21, reportEvery: 6 }));
    expect(more.map(({ step }) => step)).toEqual([12, 18, 21]);
  });

  test('gives the same numbers however often it reports', async () => {
    const [every, seldom] = [line(), line()];
    const all = await collect(train(every, lineBatches(), { steps: 250 }));
    const some = await collect(train(seldom, lineBatches(), { steps: 250, reportEvery: 240 }));
    expect(some).toEqual([all[239], all[249]]);
    expect(await seldom.kernel.data()).toEqual(await every.kernel.data());
  });

  test('does nothing where the model has been there already', async () => {
    const model = line();
    await collect(train(model, lineBatches(), { steps: 5 }));
    const batches = lineBatches();
    expect(await collect(train(model, batches, { steps: 5 }))).toEqual([]);
    expect(await collect(train(model, batches, { steps: 3 }))).toEqual([]);
    expect(batches.log).toEqual([]);
  });

  test('goes on with the batch that is next, and closes every epoch it opened', async () => {
    const model = line();
    const [first, second] = [lineBatches(3), lineBatches(3)];
    await collect(train(model, first, { steps: 2 }));
    await collect(train(model, second, { steps: 4 }));
    expect(first.log).toEqual(['open 0 from 0', 'batch 0', 'batch 1', 'close']);
    expect(second.log).toEqual(['open 0 from 2', 'batch 2', 'close', 'open 1 from 0', 'batch 0', 'close']);
  });

  test('stop makes a report the last, once the checkpoint is written', async () => {
    const storage = memoryStorage();
    const write = vi.spyOn(storage, 'write');
    const asked: number[] = [];
    const stop = ({ step }: { step: number }) => asked.push(step) === 3;
    const run = train(line(), lineBatches(), { steps: 100, reportEvery: 2, stop, checkpoint: { storage, every: 4 } });
    const written: number[] = [];
    for await (const _ of run) written.push(write.mock.calls.length);
    expect(asked).toEqual([2, 4, 6]);
    expect(written).toEqual([0, 1, 2]);
  });

  test('writes checkpoints after every so many steps and after the last', async () => {
    const storage = memoryStorage();
    const model = line();
    const steps: number[] = [];
    vi.spyOn(storage, 'write').mockImplementation(async () => void steps.push(model.stepCount));
    await collect(train(model, lineBatches(), { steps: 8, reportEvery: 5, checkpoint: { storage, every: 3 } }));
    expect(steps).toEqual([3, 6, 8]);
  });
});
