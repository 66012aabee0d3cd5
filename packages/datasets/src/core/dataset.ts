import type { Batches } from '@latentkit/check';
import type { BatchOf, Example, LabelledExample, OneHotBatch } from './example.ts';

/** How to shuffle. */
export interface ShuffleOptions {
  /** Which order: an integer of at least 0. Equal seeds give equal orders, epoch by epoch, everywhere. */
  readonly seed: number;
}

/** How to batch. */
export interface BatchOptions {
  /**
   * What becomes of the last examples when they do not fill a batch: `'drop'` leaves them out of the epoch, `'keep'`
   * gives a shorter last batch. Default `'drop'`.
   */
  readonly remainder?: 'drop' | 'keep';
}

/** How labels become tensors. */
export interface OneHotOptions {
  /** The number of classes: `label` is then `[size, oneHot]`, float32, 1 at the class and 0 elsewhere. */
  readonly oneHot: number;
}

/** How to map. */
export interface MapOptions {
  /** The shape of what the function gives. Default: the shape of what it gets. */
  readonly shape?: readonly number[];
}

/**
 * Examples of one shape, on the host. Nothing is on the device until it is batched, and no method changes the data
 * set it is called on: each gives a new one over the same values.
 */
export interface Dataset<E extends Example = Example> {
  /** How many examples. At least 1. */
  readonly length: number;
  /** The shape of one example. An image is `[height, width, channels]`. */
  readonly shape: readonly number[];
  /**
   * Example `index`, in the order of epoch 0; a copy.
   *
   * @throws RangeError where there is no such example
   */
  at(index: number): E;
  /**
   * Every example as `change` makes it, computed each time it is read.
   *
   * @throws TypeError, RangeError here or when read, where a result is no example, does not fit the shape, is not finite
   * or has a bad label
   */
  map<F extends Example>(change: (example: E) => F, options?: MapOptions): Dataset<F>;
  /**
   * The examples that `keep` keeps. It is asked once for each, now, in the order of epoch 0; each of them is kept or
   * left out whatever the epoch.
   *
   * @throws TypeError where `keep` gives anything but true and false, RangeError where it keeps none
   */
  filter(keep: (example: E) => boolean): Dataset<E>;
  /** The same examples without their labels, so that batches are tensors. */
  unlabelled(): Dataset;
  /**
   * The first `count` examples.
   *
   * @throws RangeError unless `1 <= count <= length`
   */
  take(count: number): Dataset<E>;
  /**
   * Two data sets: the first examples and the rest. Of a shuffled data set, the two parts are what epoch 0 gives (the
   * same whatever the epoch), and each part goes on being shuffled within itself.
   *
   * @param at a fraction of the examples (above 0 and below 1; rounded to the nearest example), or a count (from 1)
   * @throws RangeError where a part would be empty
   */
  split(at: number): [Dataset<E>, Dataset<E>];
  /** The same examples in a new order each epoch, a function of the seed and the number of the epoch alone. */
  shuffle(options: ShuffleOptions): Dataset<E>;
  /**
   * Batches of `size` examples: tensors `[size, ...shape]`, or `{ data, label }` with labels: `[size]`, int32, or
   * `[size, oneHot]`, float32.
   *
   * @throws RangeError unless `1 <= size <= length`, or where a label is not below `oneHot`; TypeError where `oneHot` is
   * given but there are no labels
   */
  batch(
    size: number,
    options: BatchOptions & (E extends LabelledExample ? OneHotOptions : never),
  ): Batches<OneHotBatch>;
  batch(size: number, options?: BatchOptions): Batches<BatchOf<E>>;
  /**
   * The first examples, in the order of epoch 0, as one batch: a tensor `[count, ...shape]`, or `{ data, label }` with
   * labels, as those of `batch`. Whoever asked for it disposes it.
   *
   * @param count how many; default all
   * @throws RangeError unless `1 <= count <= length`, or where a label is not below `oneHot`
   */
  toTensor(count: number | undefined, options: E extends LabelledExample ? OneHotOptions : never): OneHotBatch;
  toTensor(count?: number): BatchOf<E>;
}
