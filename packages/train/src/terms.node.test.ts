import { useBackend } from '@latentkit/backend';
import type { Terms, Trainable } from '@latentkit/nn';
import { memory, type Scalar, scalar, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import type { BatchSource } from './batches.ts';
import { earlyStopping } from './earlyStopping.ts';
import type { Report } from './options.ts';
import { collect } from './test/line.ts';
import { train } from './train.ts';

beforeAll(() => useBackend('cpu'));

type Alternating = { critic: Scalar; generator?: Scalar; penalty: Scalar | undefined };

/** Measures `critic` at every step, and `generator`, the number of the step, at every third. */
function model(terms: (step: number) => Terms = everyThird): Trainable<Tensor, Alternating> {
  let stepCount = 0;
  return {
    get stepCount() {
      return stepCount;
    },
    step: () => terms(++stepCount) as Alternating,
    state: () => ({ kind: 'alternating', tensors: {}, counters: {} }),
    restore() {},
    dispose() {},
  };
}

function everyThird(step: number): Alternating {
  const critic = scalar(10 * step);
  return step % 3 === 0 ? { critic, generator: scalar(step), penalty: undefined } : { critic, penalty: undefined };
}

const batches: BatchSource<Tensor> = {
  length: 4,
  async *epoch(_, { from = 0 } = {}) {
    for (let i = from; i < 4; i++) yield scalar(i);
  },
};

describe('a term that only some steps measure', () => {
  test('is absent from the reports of the others', async () => {
    const reports = await collect(train(model(), batches, { steps: 4 }));
    expect(reports.map(({ metrics }) => metrics)).toStrictEqual([
      { critic: 10 },
      { critic: 20 },
      { critic: 30, generator: 3 },
      { critic: 40 },
    ]);
  });

  test('has its last value since the report before, also where scalars were read in between', async () => {
    const before = memory().numTensors;
    const reports = await collect(train(model(), batches, { steps: 402, reportEvery: 200 }));
    expect(reports.map(({ metrics }) => metrics)).toStrictEqual([
      { critic: 2000, generator: 198 },
      { critic: 4000, generator: 399 },
      { critic: 4020, generator: 402 },
    ]);
    expect(memory().numTensors).toBe(before);
  });

  test('is typed as such', () => {
    type Numbers = {
      readonly critic: number;
      readonly generator?: number | undefined;
      readonly penalty: number | undefined;
    };
    expectTypeOf<Report<Alternating>['metrics']>().toEqualTypeOf<Numbers>();
  });

  test('can be watched', async () => {
    const options = { steps: 100, reportEvery: 2 };
    const stop = earlyStopping({ metric: 'generator', mode: 'maximum', minimumChange: 1000, patience: 2 });
    // Reports 4, 6 and 8 have the values of steps 3, 6 and 8 has none: 10 is the second that is not better.
    const reports = await collect(train(model(), batches, { ...options, stop }));
    expect(reports.map(({ metrics }) => metrics.generator)).toEqual([undefined, 3, 6, undefined, 9]);
    const misspelt = earlyStopping({ metric: 'los', patience: 3 });
    // @ts-expect-error there is no such term
    const run = collect(train(model(), batches, { ...options, stop: misspelt }));
    await expect(run).rejects.toThrow("earlyStopping: metric is 'los' but one of 'critic', 'generator' was expected.");
  });
});

test.each([
  [() => ({ critic: 3 }), TypeError, 'train: model.step gave critic: 3, not a scalar.'],
  [() => ({ critic: tensor1d([1]) }), RangeError, 'train: model.step gave critic of shape [1], not a scalar.'],
])('a step must give scalars (%#)', async (terms, error, message) => {
  const run = () => collect(train(model(terms as never), batches, { steps: 1 }));
  await expect(run()).rejects.toThrow(error);
  await expect(run()).rejects.toThrow(message);
});
