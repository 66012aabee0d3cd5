import { assertBackend, assertInteger, type Batches, checkOptions, show } from '@latentkit/check';
import { sizeOf } from '@latentkit/shared';
import { type Tensor, tensor, tensor1d } from '@tensorflow/tfjs-core';
import type { View } from './view.ts';
import { orderOf } from './view.ts';

/** Batches of epochs that are all `length` long; `read(n, from)` gives those of epoch `n` from batch `from` on. */
export function epochs<B>(length: number, read: (n: number, from: number) => AsyncIterable<B>): Batches<B> {
  const epoch: Batches<B>['epoch'] = (n, options = {}) => {
    assertInteger('batches.epoch', 'n', n, 0);
    const { from = 0 } = checkOptions('batches.epoch', options, ['from']);
    assertInteger('batches.epoch', 'from', from, 0);
    if (from > length) {
      throw new RangeError(`batches.epoch: from is ${from} but an epoch has ${length} batches.`);
    }
    return read(n, from);
  };
  return { length, epoch, [Symbol.asyncIterator]: () => epoch(0)[Symbol.asyncIterator]() };
}

/** Cuts a view into batches of `size`; the last, shorter one is kept or dropped. */
export function batchesOf(view: View, size: number, keep: boolean, oneHot: number | undefined): Batches<AnyBatch> {
  const total = view.members.length;
  const length = keep ? Math.ceil(total / size) : Math.floor(total / size);
  return epochs(length, (n, from) => ({
    async *[Symbol.asyncIterator]() {
      const order = orderOf(view, n);
      for (let i = from; i < length; i++) {
        yield upload('batches.epoch', view, order.subarray(i * size, Math.min((i + 1) * size, total)), oneHot);
      }
    },
  }));
}

/** A batch whose type says nothing of labels. */
export type AnyBatch = Tensor | { readonly data: Tensor; readonly label: Tensor };

/** Examples of a view as tensors, by their indices into its source; with labels as one-hot of `oneHot` classes, if given. */
export function upload(caller: string, { source }: View, indices: Uint32Array, oneHot: number | undefined): AnyBatch {
  assertBackend(caller);
  const size = sizeOf(source.shape);
  const values = new Float32Array(indices.length * size);
  const labels = new Int32Array(indices.length);
  indices.forEach((index, i) => {
    labels[i] = source.read(index, values, i * size);
    if (oneHot !== undefined) assertClass(caller, labels[i]!, oneHot);
  });
  const data = tensor(values, [indices.length, ...source.shape], 'float32');
  if (!source.labelled) return data;
  if (oneHot === undefined) return { data, label: tensor1d(labels, 'int32') };
  const hot = new Float32Array(indices.length * oneHot);
  labels.forEach((label, i) => {
    hot[i * oneHot + label] = 1;
  });
  return { data, label: tensor(hot, [indices.length, oneHot], 'float32') };
}

/**
 * Refuses, before any work, to write labels as one-hot that do not fit. Labels that are computed are checked as they are
 * read.
 *
 * @throws TypeError where there are no labels, RangeError where one is not below `oneHot`
 */
export function assertOneHot(caller: string, { source, members }: View, oneHot: number): void {
  assertInteger(caller, 'oneHot', oneHot);
  if (!source.labelled) throw new TypeError(`${caller}: oneHot is ${show(oneHot)} but the data set has no labels.`);
  const { labels } = source;
  if (labels) for (const index of members) assertClass(caller, labels[index]!, oneHot);
}

function assertClass(caller: string, label: number, classes: number): void {
  if (label < classes) return;
  throw new RangeError(
    `${caller}: oneHot is ${classes} but there is the label ${label}: at least ${label + 1} was expected.`,
  );
}
