import type { AbortSignalLike } from '@latentkit/check';
import type { Batch } from '@latentkit/nn';
import { dispose } from '@tensorflow/tfjs-core';
import { abortable } from './abortable.ts';

/**
 * Where `train` gets its batches: any data set whose order is a function of the epoch, so that a run can be taken up
 * anywhere. `@latentkit/datasets` makes them: `images.shuffle({ seed: 1 }).batch(128)`.
 */
export interface Batches<B extends Batch = Batch> {
  /** How many batches an epoch has, at least 1. */
  readonly length: number;
  /**
   * The batches of epoch `n`, from 0 on. Whoever pulls a batch disposes it.
   *
   * @param n which epoch
   * @param options `from`: the batch to begin with, default 0
   */
  epoch(n: number, options?: { readonly from?: number }): AsyncIterable<B>;
}

/** Batch after batch and epoch after epoch, beginning with the one that step number `step` (from 0) takes. */
export async function* batchesFrom<B extends Batch>(
  caller: string,
  batches: Batches<B>,
  step: number,
  signal: AbortSignalLike | undefined,
): AsyncGenerator<{ epoch: number; batch: B }, never, undefined> {
  const { length } = batches;
  let from = step % length;
  for (let epoch = Math.floor(step / length); ; epoch++) {
    let index = from;
    for await (const batch of abortable(batches.epoch(epoch, { from }), signal, dispose)) {
      if (index === length) {
        dispose(batch);
        throw new RangeError(
          `${caller}: batches.epoch(${epoch}) gave more batches than batches.length, which is ${length}.`,
        );
      }
      index++;
      yield { epoch, batch };
    }
    if (index < length) {
      throw new RangeError(
        `${caller}: batches.epoch(${epoch}, { from: ${from} }) ended after ${index - from} of ${length - from} batches.`,
      );
    }
    from = 0;
  }
}
