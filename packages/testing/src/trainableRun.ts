import type { Batch, State, Terms, Trainable } from '@latentkit/nn';
import { backend, dispose, getBackend, memory, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { readState, type StateValues } from './copyState.ts';
import { expectAllClose } from './expectAllClose.ts';

/** What is known of the terms of a model. */
export interface TrainableTestOptions {
  /** The weights of the other terms in `loss`, which is their weighted sum then; 1 for one that is not named. */
  readonly weights?: Readonly<Record<string, number>>;
  /** Every how many steps a term is there, for those that are not always. */
  readonly every?: Readonly<Record<string, number>>;
  /** The terms that depend on the randomness of a step: the same batch gives others at another step. */
  readonly random?: readonly string[];
}

/** One thing that every model must do. */
export interface TrainableCheck {
  readonly name: string;
  readonly run: <B extends Batch, T extends Terms>(model: TrainableCase<B, T>) => Promise<void>;
}

/** A model under test. */
export interface TrainableCase<B extends Batch, T extends Terms> extends TrainableTestOptions {
  /** A new model; the same seed gives the same model. */
  readonly makeModel: (seed: number) => Trainable<B, T>;
  /** A new batch, owned by the caller; the same number gives the same batch. */
  readonly makeBatch: (index: number) => B;
}

/** Whether the same steps give the same bits here. */
export const isExact = () => ['cpu', 'wasm'].includes(getBackend());

export function isTensor(batch: Batch): batch is Tensor {
  return 'dataId' in batch;
}

/** The tensors of a batch. */
export function tensorsOf(batch: Batch): Tensor[] {
  return isTensor(batch) ? [batch] : Object.values(batch);
}

/** The scalars of a step that were measured, with their names. */
export function measured(terms: Terms): [string, Scalar][] {
  return Object.entries(terms).filter((entry): entry is [string, Scalar] => entry[1] !== undefined);
}

/** Σ weight · term over all terms but the loss; a weight that is not given is 1. */
export function weightedSum(
  terms: Readonly<Record<string, number>>,
  weights: Readonly<Record<string, number>> = {},
): number {
  return Object.entries(terms).reduce(
    (sum, [name, term]) => sum + (name === 'loss' ? 0 : (weights[name] ?? 1) * term),
    0,
  );
}

/** How many tensors there are now. */
export function counts() {
  const { numTensors, numDataBuffers } = memory();
  return { numTensors, numDataBuffers, numDataIds: backend().numDataIds() };
}

/** Makes a model, uses it, and disposes of it. */
export async function withModel<B extends Batch, T extends Terms, R>(
  { makeModel }: TrainableCase<B, T>,
  use: (model: Trainable<B, T>) => Promise<R>,
  seed = 1,
): Promise<R> {
  const model = makeModel(seed);
  try {
    return await use(model);
  } finally {
    model.dispose();
  }
}

/** Takes `steps` steps, each with the batch of its number, and reads what they gave. */
export async function train<B extends Batch, T extends Terms>(
  { makeBatch }: TrainableCase<B, T>,
  model: Trainable<B, T>,
  from: number,
  steps: number,
): Promise<Record<string, number>[]> {
  const run = [];
  for (let step = from; step < from + steps; step++) {
    const batch = makeBatch(step);
    const metrics = model.step(batch);
    const values: Record<string, number> = {};
    for (const [name, scalar] of measured(metrics)) values[name] = (await scalar.data())[0]!;
    dispose(metrics);
    dispose(tensorsOf(batch));
    run.push(values);
  }
  return run;
}

/** To the bit where that can be, and nearly elsewhere. */
export function expectSameRun(actual: Record<string, number>[], expected: Record<string, number>[]): void {
  if (isExact()) expect(actual).toEqual(expected);
  for (const [step, metrics] of expected.entries()) {
    for (const [name, value] of Object.entries(metrics)) {
      const distance = Math.abs(actual[step]![name]! - value);
      expect(distance, `${name} at ${step}`).toBeLessThanOrEqual(1e-5 + 1e-3 * Math.abs(value));
    }
  }
}

/** Fails unless a model's state is as expected, in all its names and numbers. */
export async function expectSameState(
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

/** To the bit: NaN equals NaN, and 0 is not −0. */
export function sameNumbers(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
