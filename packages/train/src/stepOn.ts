import { isTensor, show, showShape } from '@latentkit/check';
import type { Batch, Terms, Trainable } from '@latentkit/nn';
import { dispose, type NamedTensorMap } from '@tensorflow/tfjs-core';

/** One step, after which the batch is freed. */
export function stepOn<B extends Batch, T extends Terms>(
  caller: string,
  model: Trainable<B, T>,
  batch: B,
  done: number,
): T {
  try {
    if (model.stepCount !== done) {
      throw new RangeError(
        `${caller}: model.stepCount is ${model.stepCount} but ${done} was expected: it must grow by one a step, and while ` +
          'a model is trained nothing else may step or restore it. End the loop first and call train again.',
      );
    }
    assertBatch(caller, batch);
    const terms = model.step(batch);
    try {
      assertTerms(caller, terms);
    } catch (error) {
      dispose(terms as NamedTensorMap);
      throw error;
    }
    return terms;
  } finally {
    dispose(batch);
  }
}

function assertTerms(caller: string, terms: Terms): void {
  for (const [term, scalar] of Object.entries(terms)) {
    if (scalar === undefined) continue;
    if (!isTensor(scalar)) throw new TypeError(`${caller}: model.step gave ${term}: ${show(scalar)}, not a scalar.`);
    if (scalar.rank !== 0) {
      throw new RangeError(`${caller}: model.step gave ${term} of shape ${showShape(scalar.shape)}, not a scalar.`);
    }
  }
}

function assertBatch(caller: string, batch: unknown): void {
  if (isTensor(batch)) return;
  if (typeof batch !== 'object' || batch === null || !Object.hasOwn(batch, 'data')) {
    throw new TypeError(`${caller}: batches gave ${show(batch)} but a tensor or a record with data was expected.`);
  }
  for (const [name, value] of Object.entries(batch)) {
    if (isTensor(value)) continue;
    throw new TypeError(`${caller}: batches gave { ${name}: ${show(value)} } but a tensor was expected.`);
  }
}
