import { assertBackend, assertInteger, checkOptions } from '@latentkit/check';
import { sizeOf } from '@latentkit/shared';
import { tensor, tensor1d } from '@tensorflow/tfjs-core';
import type { BatchOf, Example } from './example.ts';
import { orderOf, type View } from './view.ts';

/** Where in an epoch to begin. */
export interface EpochOptions {
  /** The batch to begin with, from 0 to the number of batches. Default 0. */
  readonly from?: number;
}

/**
 * A data set cut into batches. Here tensors begin: each batch is uploaded when it is asked for, and whoever asked
 * disposes it. Batch `i` of epoch `n` is always the same, so a run can be taken up anywhere.
 *
 * `for await (const batch of batches)` goes through epoch 0.
 */
export interface Batches<B> extends AsyncIterable<B> {
  /** How many batches an epoch has. */
  readonly length: number;
  /**
   * The batches of epoch `n`, in its order.
   *
   * @param n which epoch, from 0
   * @throws RangeError where `n` or `from` is not an integer in range
   */
  epoch(n: number, options?: EpochOptions): AsyncIterable<B>;
}

/** Cuts a view into batches of `size`; the last, shorter one is kept or dropped. */
export function batchesOf<E extends Example>(view: View, size: number, keep: boolean): Batches<BatchOf<E>> {
  const total = view.members.length;
  const length = keep ? Math.ceil(total / size) : Math.floor(total / size);
  const epoch = (n: number, options: EpochOptions = {}) => {
    assertInteger('batches.epoch', 'n', n, 0);
    const { from = 0 } = checkOptions('batches.epoch', options, ['from']);
    assertInteger('batches.epoch', 'from', from, 0);
    if (from > length) {
      throw new RangeError(`batches.epoch: from is ${from} but an epoch has ${length} batches.`);
    }
    return {
      async *[Symbol.asyncIterator]() {
        const order = orderOf(view, n);
        for (let i = from; i < length; i++) {
          yield upload<E>('batches.epoch', view, order.subarray(i * size, Math.min((i + 1) * size, total)));
        }
      },
    };
  };
  return { length, epoch, [Symbol.asyncIterator]: () => epoch(0)[Symbol.asyncIterator]() };
}

/** Examples of a view as tensors, by their indices into its source. */
export function upload<E extends Example>(caller: string, { source }: View, indices: Uint32Array): BatchOf<E> {
  assertBackend(caller);
  const size = sizeOf(source.shape);
  const values = new Float32Array(indices.length * size);
  const labels = new Int32Array(indices.length);
  indices.forEach((index, i) => {
    labels[i] = source.read(index, values, i * size);
  });
  const data = tensor(values, [indices.length, ...source.shape], 'float32');
  return (source.labelled ? { data, label: tensor1d(labels, 'int32') } : data) as BatchOf<E>;
}
