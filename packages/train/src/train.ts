import { showShape } from '@latentkit/check';
import type { Batch, Trainable } from '@latentkit/nn';
import { dispose, type Scalar } from '@tensorflow/tfjs-core';
import { type Batches, batchesFrom } from './batches.ts';
import { saveCheckpoint } from './checkpoint/saveCheckpoint.ts';
import { Pacer } from './eventLoop.ts';
import { MetricsReader } from './MetricsReader.ts';
import { assertTrainable, type Report, type TrainOptions } from './options.ts';

/**
 * Trains a model, and reports as it goes.
 *
 * It goes on where the model stands: step `n` takes batch `n mod batches.length` of epoch `⌊n / batches.length⌋`, so a
 * run that is stopped, saved, loaded and gone on with is, bit for bit, the run that was never stopped. Between steps it
 * lets the event loop turn: a page stays usable, a worker hears its messages.
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
 * @throws StorageFullError where a checkpoint has no room; the one before stays
 * @throws signal.reason (an `AbortError` unless chosen otherwise) once `signal` is aborted, also when it was all along
 * @example
 * const points = ring({ count: 256, seed: 1 }).shuffle({ seed: 1 }).batch(64);
 * const model = vae(mlp({ shape: [2], latentSize: 2, seed: 1 }));
 * for await (const { step, metrics } of train(model, points, { steps: 20, reportEvery: 10 })) {
 *   console.log(step, metrics.loss);
 * }
 * model.stepCount;  // 20
 */
export function train<B extends Batch, M extends string>(
  model: Trainable<B, M>,
  batches: Batches<B>,
  options: TrainOptions<M>,
): AsyncGenerator<Report<M>, void, undefined> {
  assertTrainable(model, batches, options);
  return run(model, batches, options);
}

async function* run<B extends Batch, M extends string>(
  model: Trainable<B, M>,
  batches: Batches<B>,
  { steps, signal, reportEvery = 1, checkpoint, stop }: TrainOptions<M>,
): AsyncGenerator<Report<M>, void, undefined> {
  signal?.throwIfAborted();
  let done = model.stepCount;
  if (done >= steps) return;
  const reader = new MetricsReader<M>();
  const pacer = new Pacer();
  try {
    for await (const { epoch, batch } of batchesFrom(batches, done, signal)) {
      reader.add(done + 1, stepOn(model, batch, done));
      done++;

      const reported = done % reportEvery === 0 || done === steps;
      const saved = checkpoint !== undefined && done % checkpoint.every === 0;
      if (reported || saved || reader.isDue(done)) {
        const metrics = await reader.read();
        const report = { step: done, epoch, metrics };
        const last = done === steps || (reported && stop?.(report) === true);
        if (checkpoint && (saved || last)) await saveCheckpoint(model, checkpoint.storage);
        if (reported) yield report;
        if (last) return;
      }
      await pacer.pace();
      // An abort is heard by batchesFrom, before it asks for the next batch.
    }
  } finally {
    reader.dispose();
    pacer.dispose();
  }
}

/** One step, after which the batch is freed. */
function stepOn<B extends Batch, M extends string>(model: Trainable<B, M>, batch: B, done: number): Record<M, Scalar> {
  try {
    if (model.stepCount !== done) {
      throw new RangeError(
        `train: model.stepCount is ${model.stepCount} but ${done} was expected: it must grow by one a step, and while a ` +
          'model is trained nothing else may step or restore it. End the loop first and call train again.',
      );
    }
    const metrics = model.step(batch);
    for (const [term, scalar] of Object.entries<Scalar>(metrics)) {
      if (scalar.rank !== 0) {
        dispose(metrics);
        throw new RangeError(`train: model.step gave ${term} of shape ${showShape(scalar.shape)}, not a scalar.`);
      }
    }
    return metrics;
  } finally {
    dispose(batch);
  }
}
