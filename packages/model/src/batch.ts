import { assertBatchOf, assertTensor, isTensor, sameShape, show, showShape } from '@latentkit/check';
import type { Batch, Context, ContextSize, Network, Shape } from '@latentkit/nn';
import { type DataType, getBackend, type Tensor } from '@tensorflow/tfjs-core';

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

/** What a network reads from the context. */
type Readers = Pick<Network, 'contextSizes' | 'optionalContextSizes'>;

/** What a model knows of its batches. */
export interface BatchDemand {
  /** The shape of one example, without the batch. */
  readonly shape: Shape;
  /** The networks that are given the context. */
  readonly networks: Readonly<Record<string, Readers>>;
  /** The types that data may have. Default float32 alone. */
  readonly dtypes?: readonly DataType[];
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
  { shape, networks, dtypes }: BatchDemand,
): asserts batch is Batch {
  if (isTensor(batch)) {
    assertBatchOf(caller, argument, batch, shape, dtypes);
    assertContext(caller, argument, {}, batch.shape[0]!, networks);
    return;
  }
  assertRecord(caller, argument, batch);
  const { data, ...context } = batch;
  assertBatchOf(caller, `${argument}.data`, data, shape, dtypes);
  assertContext(caller, argument, context, data.shape[0]!, networks);
}

/**
 * Refuses a context that does not fit a number of examples and the networks that read it.
 *
 * @param caller the function whose errors these are
 * @param argument what the context is called there
 * @param context tensors by name; `undefined` for none
 * @param count how many examples
 * @param networks those that are given the context, each of which reads its `contextSizes`, by default nothing, and may
 *   read its `optionalContextSizes`
 * @throws TypeError for a name that is missing or that no network reads, RangeError for another shape and, on cpu and wasm, for a
 *   label out of range; on GPUs that gives NaN
 * @example
 * const network = sequential([dense(2)], { inputShape: [3], key: key(1) });
 * assertContext('mine', 'context', {}, 8, { network });
 */
export function assertContext(
  caller: string,
  argument: string,
  context: Context | undefined,
  count: number,
  networks: Readonly<Record<string, Readers>>,
): void {
  const given = context ?? {};
  if (typeof given !== 'object' || Array.isArray(given) || isTensor(given)) {
    throw new TypeError(`${caller}: ${argument} is ${show(given)} but tensors by name were expected.`);
  }
  const known: Record<string, ContextSize> = {};
  for (const [part, { contextSizes = {}, optionalContextSizes = {} }] of Object.entries(networks)) {
    Object.assign(known, optionalContextSizes);
    for (const [name, size] of Object.entries(contextSizes)) {
      known[name] = size;
      if (Object.hasOwn(given, name)) continue;
      throw new TypeError(
        `${caller}: ${argument} has no ${name}, which the ${part} reads from its context: ${namesOf(given)}.`,
      );
    }
  }
  for (const [name, value] of Object.entries(given)) {
    const size = known[name];
    if (size === undefined) {
      const names = Object.keys(known);
      throw new TypeError(
        `${caller}: ${argument} has ${name}, which no network reads: ` +
          `${names.length > 0 ? `they read ${names.join(', ')}` : 'drop it, as unlabelled() of a data set does'}.`,
      );
    }
    assertSized(caller, `${argument}.${name}`, value, count, size);
  }
}

/** @throws TypeError, RangeError unless a vector, or a label, for each of so many examples */
function assertSized(caller: string, argument: string, value: unknown, count: number, size: ContextSize): void {
  const isLabel = typeof size === 'object';
  assertTensor(caller, argument, value, [isLabel ? 'int32' : 'float32']);
  const expected = isLabel ? [count] : [count, size];
  if (!sameShape(value.shape, expected)) {
    throw new RangeError(
      `${caller}: ${argument} has shape ${showShape(value.shape)} but ${showShape(expected)} was expected.`,
    );
  }
  // A GPU would have to be waited for at every step: there the layers make NaN of a label out of range.
  if (!isLabel || !['cpu', 'wasm'].includes(getBackend())) return;
  const wrong = value.dataSync().find((label) => label < 0 || label >= size.classes);
  if (wrong === undefined) return;
  throw new RangeError(
    `${caller}: ${argument} has the label ${wrong} but integers from 0 to ${size.classes - 1} were expected.`,
  );
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
