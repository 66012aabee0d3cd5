import { assertBatchOf, assertTensor, isTensor, show, showShape } from '@latentkit/check';
import type { Batch, Context, Network, Shape } from '@latentkit/nn';
import type { Tensor } from '@tensorflow/tfjs-core';

/** An example of a batch, or something generated in its place, with what it is conditioned on. */
export interface Example {
  /** `[batch, ...shape]` */
  readonly data: Tensor;
  /** By name, `[batch, ...]` each. */
  readonly context?: Context;
}

/**
 * The data of a batch, and as the context whatever it holds besides.
 *
 * @param batch a tensor, or a record of tensors with `data` among them
 * @returns the data, and the context if the batch is a record
 * @throws TypeError for anything else
 * @example
 * Object.keys(exampleOf({ data: zeros([4, 2]), label: tensor1d([0, 1, 1, 0], 'int32') }).context ?? {}); // ["label"]
 */
export function exampleOf(batch: Batch): Example {
  if (isTensor(batch)) return { data: batch };
  assertRecord('exampleOf', 'batch', batch);
  const { data, ...context } = batch;
  return { data, context };
}

/** What a model knows of its batches. */
export interface BatchDemand {
  /** The shape of one example, without the batch. */
  readonly shape: Shape;
  /** The networks that are given the context. */
  readonly networks: Readonly<Record<string, Network>>;
}

/**
 * Refuses a batch before any work: data of another shape, a context that a network needs and the batch lacks, and names
 * that no network reads.
 *
 * @param caller the function whose errors these are
 * @param argument what the batch is called there
 * @param batch the batch
 * @param demand the shape of an example, and the networks
 * @throws TypeError, RangeError
 * @example
 * const network = sequential([dense(2)], { inputShape: [3], key: key(1) });
 * assertBatch('mine', 'batch', zeros([8, 3]), { shape: [3], networks: { network } });
 */
export function assertBatch(
  caller: string,
  argument: string,
  batch: unknown,
  { shape, networks }: BatchDemand,
): asserts batch is Batch {
  if (isTensor(batch)) {
    assertBatchOf(caller, argument, batch, shape);
    assertContext(caller, argument, {}, batch.shape[0]!, networks);
    return;
  }
  assertRecord(caller, argument, batch);
  const { data, ...context } = batch;
  assertBatchOf(caller, `${argument}.data`, data, shape);
  assertContext(caller, argument, context, data.shape[0]!, networks);
}

/**
 * Refuses a context that does not fit a number of examples and the networks that read it.
 *
 * @param caller the function whose errors these are
 * @param argument what the context is called there
 * @param context tensors by name; `undefined` for none
 * @param count how many examples
 * @param networks those that are given the context, each of which reads its `contextNames`: by default none
 * @throws TypeError for a name that is missing or that no network reads, RangeError for another number of examples
 * @example
 * const network = sequential([dense(2)], { inputShape: [3], key: key(1) });
 * assertContext('mine', 'context', {}, 8, { network });
 */
export function assertContext(
  caller: string,
  argument: string,
  context: Context | undefined,
  count: number,
  networks: Readonly<Record<string, Network>>,
): void {
  const given = context ?? {};
  if (typeof given !== 'object' || Array.isArray(given) || isTensor(given)) {
    throw new TypeError(`${caller}: ${argument} is ${show(given)} but tensors by name were expected.`);
  }
  for (const [part, { contextNames = [] }] of Object.entries(networks)) {
    for (const name of contextNames) {
      if (Object.hasOwn(given, name)) continue;
      throw new TypeError(
        `${caller}: ${argument} has no ${name}, which the ${part} reads from its context: ${namesOf(given)}.`,
      );
    }
  }
  const known = new Set(Object.values(networks).flatMap(({ contextNames = [] }) => contextNames));
  for (const [name, value] of Object.entries(given)) {
    if (!known.has(name)) {
      throw new TypeError(
        `${caller}: ${argument} has ${name}, which no network reads: ` +
          `${known.size > 0 ? `they read ${[...known].join(', ')}` : 'drop it, as unlabelled() of a data set does'}.`,
      );
    }
    assertTensor(caller, `${argument}.${name}`, value, ['float32', 'int32']);
    if (value.shape[0] !== count) {
      throw new RangeError(
        `${caller}: ${argument}.${name} has shape ${showShape(value.shape)} but ${count} examples, [${count},...], were expected.`,
      );
    }
  }
}

function namesOf(context: Context): string {
  const names = Object.keys(context);
  return names.length > 0 ? `there is only ${names.join(', ')}` : 'there is none';
}

function assertRecord(
  caller: string,
  argument: string,
  batch: unknown,
): asserts batch is { readonly data: Tensor } & Readonly<Record<string, Tensor>> {
  if (typeof batch !== 'object' || batch === null || Array.isArray(batch)) {
    throw new TypeError(
      `${caller}: ${argument} is ${show(batch)} but a tensor, or a record of tensors with data among them, was expected.`,
    );
  }
  if (!Object.hasOwn(batch, 'data')) {
    const names = Object.keys(batch);
    throw new TypeError(
      `${caller}: ${argument} has ${names.length > 0 ? `${names.join(', ')} but` : 'nothing but'} data was expected among its tensors.`,
    );
  }
}
