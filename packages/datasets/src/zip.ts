import { assertBoolean, assertMethods, type Batches, checkOptions, show } from '@latentkit/check';
import { foldIn, key } from '@latentkit/random';
import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import type { BatchOptions, Dataset, OneHotOptions, ShuffleOptions } from './core/dataset.ts';
import type { LabelledExample } from './core/example.ts';
import { join, type Part, recordOf } from './core/join.ts';
import { seeds } from './core/viewDataset.ts';

/** Data sets by name; `data` is among them. */
export type ZipSources = { readonly data: Dataset } & Readonly<Record<string, Dataset>>;

/** How to zip. */
export interface ZipOptions {
  /**
   * Whether example `i` of each belongs to example `i` of the others. `false` where they have nothing to do with each
   * other, as the two domains of a CycleGAN: each keeps an order of its own. Default `true`.
   */
  readonly paired?: boolean;
}

/** A batch of zipped data sets: a tensor `[size, ...shape]` for each, and the `label` of `data` where that has labels. */
export type ZippedBatch<S extends ZipSources> = { readonly [K in keyof S]: Tensor } & (S['data'] extends Dataset<
  infer E
>
  ? E extends LabelledExample
    ? { readonly label: Tensor }
    : unknown
  : unknown);

/** Several data sets whose batches are one record. */
export interface Zipped<B> {
  /** How many examples an epoch has: those of the shortest data set. */
  readonly length: number;
  /** Another order each epoch: of the pairs; or, where they are none, of each data set on its own. */
  shuffle(options: ShuffleOptions): Zipped<B>;
  /**
   * Batches of `size` examples of each.
   *
   * @throws RangeError unless `1 <= size <= length`, or where `remainder` is `'keep'` and they are not paired; and
   * whatever `dataset.batch` throws
   */
  batch(size: number, options?: BatchOptions & Partial<OneHotOptions>): Batches<B>;
  /** The first examples of each, in the order of epoch 0, as one batch; default all that an epoch has. */
  toTensor(count?: number, options?: Partial<OneHotOptions>): B;
}

/**
 * Several data sets as one, whose batches are a record of tensors: what a model takes that is given more than `data`.
 * Split and filter before you zip; shuffle after it.
 *
 * @param sources data sets by name, `data` among them. Only `data` may have labels: they are the batch's `label`
 * @param options whether examples belong together
 * @throws TypeError where a source is no data set, or another than `data` has labels
 * @throws RangeError where `data` is missing, or where pairs would come apart: sizes or orders differ
 * @example
 * const grey = dataset([[0.1], [0.2], [0.3]]);
 * const colour = dataset([[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
 * const { data, target } = zip({ data: grey, target: colour }).shuffle({ seed: 1 }).toTensor(2);
 * [data.shape, target.shape];  // [[2, 1], [2, 3]]
 */
export function zip<S extends ZipSources>(sources: S, options: ZipOptions = {}): Zipped<ZippedBatch<S>> {
  const { paired = true } = checkOptions('zip', options, ['paired']);
  assertBoolean('zip', 'paired', paired);
  assertSources(sources);
  if (paired) assertPaired(sources);
  return zipped(sources, paired) as Zipped<ZippedBatch<S>>;
}

function zipped(sources: ZipSources, paired: boolean): Zipped<Record<string, Tensor>> {
  const names = Object.keys(sources);
  const length = Math.min(...names.map((name) => sources[name]!.length));
  /** Labels are those of `data`. */
  const only = (name: string, options: object) => (name === 'data' ? options : {});
  return {
    length,
    shuffle(options) {
      const { seed } = checkOptions('dataset.shuffle', options, ['seed']);
      const shuffled = names.map((name, i) => {
        const own = paired ? { seed } : { seed: foldIn(key(seed), i)[0] };
        return [name, sources[name]!.shuffle(own)];
      });
      return zipped(Object.fromEntries(shuffled), paired);
    },
    batch(size, options = {}) {
      const { remainder = 'drop', ...labels } = checkOptions('dataset.batch', options, ['remainder', 'oneHot']);
      if (!paired && remainder === 'keep') {
        throw new RangeError(
          "dataset.batch: remainder is 'keep' but 'drop' was expected, because the sizes are not paired.",
        );
      }
      return join(
        names,
        names.map((name) => sources[name]!.batch(size, { remainder, ...only(name, labels) })),
      );
    },
    toTensor(count = length, options = {}) {
      const parts: Part[] = [];
      try {
        for (const name of names) parts.push(sources[name]!.toTensor(count, only(name, options) as never));
      } catch (error) {
        dispose(parts);
        throw error;
      }
      return recordOf(names, parts);
    },
  };
}

function assertSources(sources: ZipSources): void {
  if (typeof sources !== 'object' || sources === null || !Object.hasOwn(sources, 'data')) {
    throw new TypeError(`zip: sources is ${show(sources)} but data sets by name, data among them, were expected.`);
  }
  for (const [name, source] of Object.entries(sources)) {
    assertMethods('zip', `sources.${name}`, source, ['at', 'shuffle', 'batch', 'toTensor']);
    if ((source.at(0) as Partial<LabelledExample>).label === undefined) continue;
    if (name !== 'data') {
      throw new TypeError(`zip: sources.${name} has labels but only data may: pass sources.${name}.unlabelled().`);
    }
    if (Object.hasOwn(sources, 'label')) {
      throw new TypeError('zip: sources has label but data has labels already: pass data.unlabelled().');
    }
  }
}

function assertPaired({ data, ...others }: ZipSources): void {
  for (const [name, source] of Object.entries(others)) {
    if (source.length !== data.length) {
      throw new RangeError(
        `zip: sources.${name} has ${source.length} examples but data has ${data.length}: as many were expected, or { paired: false }.`,
      );
    }
    if (seeds.get(source) === seeds.get(data)) continue;
    throw new RangeError(
      `zip: sources.${name} is in another order than data: shuffle what zip gives, or pass { paired: false }.`,
    );
  }
}
