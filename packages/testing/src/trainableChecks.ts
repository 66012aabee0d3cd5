import type { Batch, State, Trainable } from '@latentkit/nn';
import { dispose, getBackend, memory, type Scalar, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { readState, type StateValues, withState } from './copyState.ts';
import { expectAllClose } from './expectAllClose.ts';

/** A model under test. */
export interface TrainableCase<B extends Batch, M extends string> {
  /** A new model; the same seed gives the same model. */
  readonly makeModel: (seed: number) => Trainable<B, M>;
  /** A new batch, owned by the caller; the same number gives the same batch. */
  readonly makeBatch: (index: number) => B;
}

/** One thing that every model must do. */
export interface TrainableCheck {
  readonly name: string;
  readonly run: <B extends Batch, M extends string>(model: TrainableCase<B, M>) => Promise<void>;
}

/** A step that leaks, leaks every time; `tests/` goes on for 50 with the models people use. */
const LEAK_STEPS = 6;

/** What every model must do: `testTrainable` registers each as a test. */
export const trainableChecks: readonly TrainableCheck[] = [
  {
    name: 'a step gives finite scalars, counts itself and leaves the batch alone',
    run: (trainable) =>
      withModel(trainable, async (model) => {
        expect(model.stepCount).toBe(0);
        const batch = trainable.makeBatch(0);
        for (const count of [1, 2, 3]) {
          const metrics = model.step(batch);
          expect(Object.keys(metrics).length).toBeGreaterThan(0);
          for (const [name, scalar] of Object.entries<Scalar>(metrics)) {
            expect(scalar.shape, name).toEqual([]);
            const [value] = await scalar.data();
            expect(value, name).toSatisfy(Number.isFinite);
          }
          dispose(metrics);
          expect(model.stepCount).toBe(count);
          for (const x of tensorsOf(batch)) expect(x.isDisposed).toBe(false);
        }
        dispose(tensorsOf(batch));
      }),
  },
  {
    name: 'a step changes what is trained',
    run: (trainable) =>
      withModel(trainable, async (model) => {
        const before = await readState(model.state());
        await train(trainable, model, 0, 2);
        const after = await readState(model.state());
        expect(
          Object.keys(after.values).filter((name) => !sameNumbers(after.values[name]!.data, before.values[name]!.data))
            .length,
        ).toBeGreaterThan(0);
      }),
  },
  {
    name: 'the number of tensors is constant from step to step',
    run: (trainable) =>
      withModel(trainable, async (model) => {
        const batch = trainable.makeBatch(0);
        dispose(model.step(batch));
        const before = counts();
        for (let step = 0; step < LEAK_STEPS; step++) {
          dispose(model.step(batch));
          expect(counts(), `after ${step + 2} steps`).toEqual(before);
        }
        model.state();
        expect(counts(), 'after state()').toEqual(before);
        dispose(tensorsOf(batch));
      }),
  },
  {
    name: 'the same seed gives the same first step, another seed another',
    run: async (trainable) => {
      const first = [];
      for (const seed of [3, 3, 4])
        first.push(await withModel(trainable, (model) => train(trainable, model, 0, 1), seed));
      expect(first[1]).toEqual(first[0]);
      expect(first[2]).not.toEqual(first[0]);
    },
  },
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
          await expectSameState(end, fresh, exact() ? 0 : 1e-3);
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
        for (const [what, bad] of Object.entries(spoilt(good))) {
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
    name: 'dispose frees every tensor',
    run: async (trainable) => {
      const before = counts();
      const model = trainable.makeModel(1);
      await train(trainable, model, 0, 2);
      model.dispose();
      expect(counts()).toEqual(before);
    },
  },
];

const exact = () => ['cpu', 'wasm'].includes(getBackend());

function isTensor(batch: Batch): batch is Tensor {
  return 'dataId' in batch;
}

function tensorsOf(batch: Batch): Tensor[] {
  return isTensor(batch) ? [batch] : [batch.data, batch.label];
}

function counts() {
  const { numTensors, numDataBuffers } = memory();
  return { numTensors, numDataBuffers };
}

async function withModel<B extends Batch, M extends string, T>(
  { makeModel }: TrainableCase<B, M>,
  use: (model: Trainable<B, M>) => Promise<T>,
  seed = 1,
): Promise<T> {
  const model = makeModel(seed);
  try {
    return await use(model);
  } finally {
    model.dispose();
  }
}

/** Takes `steps` steps, each with the batch of its number, and reads what they gave. */
async function train<B extends Batch, M extends string>(
  { makeBatch }: TrainableCase<B, M>,
  model: Trainable<B, M>,
  from: number,
  steps: number,
): Promise<Record<string, number>[]> {
  const run = [];
  for (let step = from; step < from + steps; step++) {
    const batch = makeBatch(step);
    const metrics = model.step(batch);
    const values: Record<string, number> = {};
    for (const [name, scalar] of Object.entries<Scalar>(metrics)) values[name] = (await scalar.data())[0]!;
    dispose(metrics);
    dispose(tensorsOf(batch));
    run.push(values);
  }
  return run;
}

function expectSameRun(actual: Record<string, number>[], expected: Record<string, number>[]): void {
  if (exact()) expect(actual).toEqual(expected);
  for (const [step, metrics] of expected.entries()) {
    for (const [name, value] of Object.entries(metrics)) {
      const distance = Math.abs(actual[step]![name]! - value);
      expect(distance, `${name} at ${step}`).toBeLessThanOrEqual(1e-5 + 1e-3 * Math.abs(value));
    }
  }
}

async function expectSameState(
  expected: StateValues,
  model: { state(): State },
  tolerance = 0,
  what = '',
): Promise<void> {
  const actual = await readState(model.state());
  expect({ kind: actual.kind, counters: actual.counters }, what).toEqual({
    kind: expected.kind,
    counters: expected.counters,
  });
  expect(Object.keys(actual.values), what).toEqual(Object.keys(expected.values));
  for (const [name, { shape, data }] of Object.entries(expected.values)) {
    expect(actual.values[name]!.shape, `${what} ${name}`).toEqual(shape);
    if (tolerance === 0)
      expect(sameNumbers(actual.values[name]!.data, data), `${what} ${name} is unchanged`).toBe(true);
    else await expectAllClose(actual.values[name]!.data, data, { relative: tolerance, absolute: tolerance });
  }
}

/** States that each have one thing wrong. */
function spoilt(good: StateValues): Record<string, StateValues> {
  const names = Object.keys(good.values);
  const last = names.at(-1)!;
  const { shape, data } = good.values[last]!;
  const { [last]: _, ...withoutLast } = good.values;
  const counter = Object.keys(good.counters)[0]!;
  const { [counter]: __, ...withoutCounter } = good.counters;
  return {
    'another kind': { ...good, kind: `${good.kind}?` },
    'a missing tensor': { ...good, values: withoutLast },
    'an extra tensor': { ...good, values: { ...good.values, [`${last}/more`]: { shape, data } } },
    'a renamed tensor': { ...good, values: { ...withoutLast, [`${last}/more`]: { shape, data } } },
    'another shape': { ...good, values: { ...good.values, [last]: { shape: [1, ...shape], data } } },
    'a longer tensor': {
      ...good,
      values: { ...good.values, [last]: { shape: [data.length + 1], data: new Float32Array(data.length + 1) } },
    },
    'a missing counter': { ...good, counters: withoutCounter },
    'an extra counter': { ...good, counters: { ...good.counters, more: 1 } },
    'a counter below 0': { ...good, counters: { ...good.counters, [counter]: -1 } },
    'a counter that is no integer': { ...good, counters: { ...good.counters, [counter]: 0.5 } },
  };
}

function sameNumbers(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}

function map<A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]));
}
