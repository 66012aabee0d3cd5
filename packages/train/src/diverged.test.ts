import { useBackend } from '@latentkit/backend';
import { dispose, memory, scalar, tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeCheckpoint } from './checkpoint/decodeCheckpoint.ts';
import { saveCheckpoint } from './checkpoint/saveCheckpoint.ts';
import { DivergedError } from './DivergedError.ts';
import { memoryStorage } from './storage/memoryStorage.ts';
import { collect, type Line, line, lineBatches } from './test/line.ts';
import { train } from './train.ts';

beforeAll(() => useBackend('cpu'));

/** A model whose `bias` scalar has this value at step 13. */
function breaking(value: number): Line {
  const model = line();
  return Object.create(model, {
    stepCount: { get: () => model.stepCount },
    step: {
      value: (batch: never) => {
        const metrics = model.step(batch);
        if (model.stepCount !== 13) return metrics;
        metrics.bias.dispose();
        return { ...metrics, bias: scalar(value) };
      },
    },
  });
}

async function failureOf(run: AsyncIterable<unknown>): Promise<DivergedError> {
  const error = await collect(run).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(DivergedError);
  return error;
}

describe('a scalar that is not finite', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    '%d names step and term',
    async (value) => {
      for (const reportEvery of [1, 5, 1000]) {
        const model = breaking(value);
        const before = memory().numTensors;
        const error = await failureOf(train(model, lineBatches(), { steps: 1000, reportEvery }));
        expect([error.step, error.term, error.value]).toEqual([13, 'bias', value]);
        expect(error.message).toContain(`train: bias is ${value} at step 13.`);
        expect(memory().numTensors).toBe(before);
      }
    },
  );

  test('is found within 100 steps, though nothing is reported', async () => {
    const model = breaking(Number.NaN);
    await failureOf(train(model, lineBatches(), { steps: 100_000, reportEvery: 100_000 }));
    expect(model.stepCount).toBeLessThanOrEqual(100);
  });

  test('leaves the last good checkpoint', async () => {
    const storage = memoryStorage();
    const checkpoint = { storage, every: 4 };
    await failureOf(train(breaking(Number.NaN), lineBatches(), { steps: 1000, reportEvery: 1000, checkpoint }));
    const state = decodeCheckpoint((await storage.read())!);
    expect(state.counters.step).toBe(12);
    dispose(Object.values(state.tensors));
  });
});

test('a learning rate far too large is found out', async () => {
  const error = await failureOf(train(line({ learningRate: 1e6 }), lineBatches(), { steps: 1000 }));
  expect(error.step).toBeGreaterThan(1);
});

test('a weight that is not finite is not saved, though the loss was', async () => {
  const storage = memoryStorage();
  const model = line();
  await saveCheckpoint(model, storage);
  const good = await storage.read();
  const state = model.state();
  const bad = tensor1d([Number.NaN]);
  model.restore({ ...state, tensors: { ...state.tensors, 'network/biasVelocity': bad } });
  const error = await saveCheckpoint(model, storage).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(DivergedError);
  expect(error).toMatchObject({ step: 0, term: 'network/biasVelocity', value: Number.NaN });
  expect(await storage.read()).toEqual(good);
});
