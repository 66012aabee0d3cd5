import { isTensor, show, showShape } from '@latentkit/check';
import type { Batch, Trainable } from '@latentkit/nn';
import { dispose, type Scalar } from '@tensorflow/tfjs-core';

/** One step, after which the batch is freed. */
export function stepOn<B extends Batch, M extends string>(
  caller: string,
  model: Trainable<B, M>,
  batch: B,
  done: number,
): Record<M, Scalar> {
  try {
    if (model.stepCount !== done) {
      throw new RangeError(
        `${caller}: model.stepCount is ${model.stepCount} but ${done} was expected: it must grow by one a step, and while ` +
          'a model is trained nothing else may step or restore it. End the loop first and call train again.',
      );
    }
    assertBatch(caller, batch);
    const metrics = step(caller, model, batch);
    for (const [term, scalar] of Object.entries<Scalar>(metrics)) {
      if (scalar.rank !== 0) {
        dispose(metrics);
        throw new RangeError(`${caller}: model.step gave ${term} of shape ${showShape(scalar.shape)}, not a scalar.`);
      }
    }
    return metrics;
  } finally {
    dispose(batch);
  }
}

function assertBatch(caller: string, batch: unknown): void {
  if (isTensor(batch)) return;
  const parts = Object.values(Object(batch) as object);
  if (!isTensor((batch as { data?: unknown } | null)?.data) || !parts.every(isTensor)) {
    throw new TypeError(
      `${caller}: batches gave ${show(batch)} but a tensor, or { data } and whatever else the model takes, was expected.`,
    );
  }
}

function step<B extends Batch, M extends string>(caller: string, model: Trainable<B, M>, batch: B): Record<M, Scalar> {
  try {
    return model.step(batch);
  } catch (cause) {
    // A model says that it was given no tensor; that the labels are to be left out can be said only here.
    if (isTensor(batch) || !(cause instanceof TypeError) || !/: batch is \{/.test(cause.message)) throw cause;
    throw new TypeError(
      `${caller}: batches gives { ${Object.keys(batch).join(', ')} } but the model takes tensors: take the batches of ` +
        `a data set without labels. (${cause.message})`,
      { cause },
    );
  }
}
