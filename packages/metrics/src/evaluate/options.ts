import {
  type AbortSignalLike,
  assertBackend,
  assertFunction,
  assertInteger,
  assertKey,
  assertMethods,
  assertTensor,
  type Batches,
  checkOptions,
  isTensor,
  show,
  showShape,
} from '@latentkit/check';
import type { Generative } from '@latentkit/model';
import type { Context } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Features } from '../samples/applyFeatures.ts';

/** Real examples: a tensor `[n, ...shape]`; or batches, which are read one by one and freed: of records `data` counts alone. */
export type EvaluationData = Tensor | Pick<Batches<Tensor | { readonly data: Tensor }>, 'length' | 'epoch'>;

/** Options of `evaluateSamples`. */
export interface EvaluateSamplesOptions {
  /** What examples are compared by: the same number of features of each. */
  readonly features: Features;
  /** The probability of each class, `[n, ...shape] -> [n, classes]`. Without it the metrics of classes are left out. */
  readonly classify?: Features | undefined;
  /** How many samples are drawn. */
  readonly count: number;
  /** The source of all randomness: samples, subsets, directions. */
  readonly key: Key;
  /**
   * What the samples from number `from` on are conditioned on, `[count, ...]` each; freed after them. Default nothing.
   */
  readonly context?: ((count: number, from: number) => Context) | undefined;
  /** The name in the context of the class that is asked for, int32 or one-hot: with it, whether samples are of that class. */
  readonly label?: string | undefined;
  /** k of precision, recall, density and coverage. Default 5. */
  readonly neighbours?: number | undefined;
  /** How many samples are drawn at a time; likewise how many of a tensor are read. Default 100. */
  readonly batchSize?: number | undefined;
  /**
   * An `AbortSignal`. Stops between two blocks, while a batch is awaited or within a metric, by throwing `signal.reason`. Default:
   * none.
   */
  readonly signal?: AbortSignalLike | undefined;
}

const caller = 'evaluateSamples';
const names = [
  ...(['features', 'classify', 'count', 'key', 'context', 'label'] as const),
  ...(['neighbours', 'batchSize', 'signal'] as const),
];

/** The inception score is that of so many parts. */
export const SPLITS = 10;

/** Refuses, before any work, what cannot be evaluated. Defaults are filled in. */
export function checkEvaluation(model: Generative, data: EvaluationData, options: EvaluateSamplesOptions) {
  assertMethods(caller, 'model', model, ['sample']);
  const { neighbours = 5, batchSize = 100, ...rest } = checkOptions(caller, options, names);
  const { features, classify, count, key, context, label, signal } = rest;
  assertFunction(caller, 'features', features, 'a function of examples');
  if (classify !== undefined) assertFunction(caller, 'classify', classify, 'a function of examples');
  assertInteger(caller, 'count', count);
  assertKey(caller, key);
  if (context !== undefined) assertFunction(caller, 'context', context, 'a function of a number of samples');
  if (label !== undefined) assertLabel(label, classify, context);
  assertInteger(caller, 'neighbours', neighbours);
  assertInteger(caller, 'batchSize', batchSize);
  if (signal !== undefined) assertMethods(caller, 'signal', signal, ['throwIfAborted', 'addEventListener']);
  assertEnough('count', count, neighbours, classify !== undefined);
  assertData(data, neighbours);
  assertBackend(caller);
  return { ...rest, neighbours, batchSize };
}

function assertLabel(label: unknown, classify: unknown, context: unknown): void {
  if (typeof label !== 'string') {
    throw new TypeError(`${caller}: label is ${show(label)} but the name of a tensor in the context was expected.`);
  }
  for (const [name, value] of Object.entries({ classify, context })) {
    if (value !== undefined) continue;
    throw new TypeError(`${caller}: ${name} is undefined but a function was expected, as label is ${show(label)}.`);
  }
}

function assertData(data: EvaluationData, neighbours: number): void {
  if (isTensor(data)) {
    assertTensor(caller, 'data', data);
    if (data.rank < 2) {
      throw new RangeError(`${caller}: data has shape ${showShape(data.shape)} but [n,...shape] was expected.`);
    }
    assertEnough('data', data.shape[0]!, neighbours, false);
    return;
  }
  const { epoch, batch } = Object(data) as { epoch?: unknown; batch?: unknown };
  if (typeof epoch !== 'function') {
    const remedy = typeof batch === 'function' ? ": call .batch(size, { remainder: 'keep' })" : '';
    throw new TypeError(`${caller}: data is ${show(data)} but a tensor, or batches, was expected${remedy}.`);
  }
  assertInteger(caller, 'data.length', (data as { length?: unknown }).length);
}

/** @throws RangeError where a metric needs more examples, naming it */
export function assertEnough(
  argument: 'count' | 'data',
  found: number,
  neighbours: number,
  isClassified: boolean,
): void {
  const needs: readonly (readonly [least: number, metric: string])[] = [
    [neighbours + 1, `precisionRecall, which looks at ${neighbours} neighbours`],
    [2, 'frechetDistance and kernelDistance'],
    [isClassified ? SPLITS : 1, `inceptionScore, which is of ${SPLITS} parts`],
  ];
  const lacking = needs.find(([least]) => found < least);
  if (!lacking) return;
  const what = argument === 'count' ? `count is ${found}` : `data has ${found} examples`;
  throw new RangeError(`${caller}: ${what} but at least ${lacking[0]} was expected by ${lacking[1]}.`);
}
