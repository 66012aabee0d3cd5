import type { Batch, Terms, Trainable } from '@latentkit/nn';
import { makePause } from '@latentkit/shared';
import { assertTrainable, trainOptionNames } from './assertTrainable.ts';
import { type BatchSource, batchesFrom } from './batches.ts';
import { saveFor } from './checkpoint/saveCheckpoint.ts';
import { MetricsReader } from './MetricsReader.ts';
import type { Report, TrainOptions } from './options.ts';
import { stepOn } from './stepOn.ts';

/**
 * Trains a model, and reports as it goes.
 *
 * It goes on where the model stands: step `n` takes batch `n mod batches.length` of epoch `⌊n / batches.length⌋`, so a
 * run that is stopped, saved, loaded and gone on with is, bit for bit, the run that was never stopped. Between steps it
 * lets the event loop turn: a page stays usable, a worker handles its messages.
 *
 * Leaving the loop (`break`, an error, an abort) leaves the model as it was after its last whole step, closes the data
 * and frees every batch and scalar; it writes no checkpoint, for which there is `saveCheckpoint`.
 *
 * Every scalar of every step is checked, not only the reported ones, though perhaps only some steps later.
 *
 * @param model what to train; it stays the caller's
 * @param batches where its batches come from; each is freed after its step
 * @param options how long, and what to do on the way
 * @returns a report for every `reportEvery`th step and for the last
 * @throws TypeError, RangeError at the call for a bad argument; at a step where `batches` are fewer or more than they say
 * @throws DivergedError where a scalar, or at a checkpoint a weight, is NaN or infinite; that checkpoint is not written
 * @throws UnsupportedDataError where the data are none that the model is for, such as −2 under a likelihood on [0, 1]
 * @throws StorageFullError where a checkpoint has no room; the one before stays
 * @throws signal.reason (an `AbortError` unless chosen otherwise) once `signal` is aborted, also when it was all along
 * @example
 * const batches = ring({ count: 256, seed: 1 }).shuffle({ seed: 1 }).batch(64);
 * const model = vae(points(), { shape: [2], latentSize: 2, seed: 1 });
 * for await (const { step, metrics } of train(model, batches, { steps: 20, reportEvery: 10 })) {
 *   console.log(step, metrics.loss);
 * }
 * model.stepCount;  // 20
 */
export function train<B extends Batch, T extends Terms>(
  model: Trainable<B, T>,
  batches: BatchSource<B>,
  options: TrainOptions<T>,
): AsyncGenerator<Report<T>, void, undefined> {
  return trainFor('train', model, batches, options);
}

/** `train`, on behalf of the function that errors are to name. */
export function trainFor<B extends Batch, T extends Terms>(
  caller: string,
  model: Trainable<B, T>,
  batches: BatchSource<B>,
  options: TrainOptions<T>,
  names = trainOptionNames,
): AsyncGenerator<Report<T>, void, undefined> {
  const steps = assertTrainable(caller, model, batches, options, names);
  return run(caller, model, batches, steps, options);
}

async function* run<B extends Batch, T extends Terms>(
  caller: string,
  model: Trainable<B, T>,
  batches: BatchSource<B>,
  steps: number,
  { signal, reportEvery = 1, checkpoint, stop }: TrainOptions<T>,
): AsyncGenerator<Report<T>, void, undefined> {
  signal?.throwIfAborted();
  let done = model.stepCount;
  if (done >= steps) return;
  const reader = new MetricsReader<T>(caller);
  const pause = makePause();
  try {
    for await (const { epoch, batch } of batchesFrom(caller, batches, done, signal)) {
      reader.add(done + 1, stepOn(caller, model, batch, done));
      done++;

      const reported = done % reportEvery === 0 || done === steps;
      const saved = checkpoint !== undefined && done % checkpoint.every === 0;
      if (reported || saved || reader.isDue(done)) {
        // First, since a loss that means nothing may soon be infinite besides.
        await model.checkData?.();
        await reader.read();
        const report = reported ? { step: done, epoch, metrics: reader.report() } : undefined;
        const last = done === steps || (report !== undefined && stop?.(report) === true);
        if (checkpoint && (saved || last)) await saveFor(caller, model, checkpoint.storage);
        if (report) yield report;
        if (last) return;
      }
      await pause();
      // An abort is heard by batchesFrom, before it asks for the next batch.
    }
  } finally {
    reader.dispose();
  }
}
