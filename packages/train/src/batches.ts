import type { AbortSignalLike, Batches } from '@latentkit/check';
import type { Batch } from '@latentkit/nn';
import { abortable } from '@latentkit/shared';
import { dispose } from '@tensorflow/tfjs-core';

/** What `train` uses of batches. */
export type BatchSource<B extends Batch> = Pick<Batches<B>, 'length' | 'epoch'>;

/** Batch after batch and epoch after epoch, beginning with the one that step number `step` (from 0) takes. */
export async function* batchesFrom<B extends Batch>(
  caller: string,
  batches: BatchSource<B>,
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
