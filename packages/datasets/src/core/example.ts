import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** One example, on the host: plain numbers, no tensor, nothing to dispose. */
export interface Example {
  /** The values, flat, in row-major order of the data set's `shape`. */
  readonly data: Float32Array;
}

/** One example that has a class. */
export interface LabelledExample extends Example {
  /** The class: an integer of at least 0. */
  readonly label: number;
}

/** {@link LabelledExample} where labels were asked for (`true`), {@link Example} where they were not. */
export type ExampleOf<L extends boolean> = L extends true ? LabelledExample : Example;

/** A batch of a labelled data set. */
export type LabelledBatch = {
  /** `[size, ...shape]`, float32. */
  readonly data: Tensor;
  /** `[size]`, int32. */
  readonly label: Tensor1D;
};

/** A batch of a labelled data set whose labels were asked for as one-hot. */
export type OneHotBatch = {
  /** `[size, ...shape]`, float32. */
  readonly data: Tensor;
  /** `[size, classes]`, float32: 1 at the label, 0 elsewhere. */
  readonly label: Tensor2D;
};

/** What a data set of such examples is batched into: a `Tensor` `[size, ...shape]`, or `{ data, label }` with labels. */
export type BatchOf<E extends Example> = E extends LabelledExample ? LabelledBatch : Tensor;
