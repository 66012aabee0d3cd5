import { assertBackend, assertFunction, assertInteger, assertMethods, checkOptions } from '@latentkit/check';
import type { Batch, Terms, Trainable } from '@latentkit/nn';
import type { BatchSource } from './batches.ts';
import { assertInUse } from './checkpoint/assertInUse.ts';
import type { TrainOptions } from './options.ts';

/** The options of `train`. */
export const trainOptionNames: readonly string[] = ['steps', 'epochs', 'signal', 'reportEvery', 'checkpoint', 'stop'];

/**
 * Refuses, before any work, whatever `train` could not work with.
 *
 * @param names of the options that there are
 * @returns the number of steps to reach
 */
export function assertTrainable<B extends Batch, T extends Terms>(
  caller: string,
  model: Trainable<B, T>,
  batches: BatchSource<B>,
  options: TrainOptions<T>,
  names: readonly string[],
): number {
  assertMethods(caller, 'model', model, ['step', 'state', 'restore', 'dispose']);
  assertInteger(caller, 'model.stepCount', model.stepCount, 0);
  assertBatches(caller, batches);
  const {
    steps,
    epochs,
    signal,
    reportEvery = 1,
    checkpoint,
    stop,
  } = checkOptions(caller, options, names as readonly (keyof TrainOptions)[]);
  const target = stepsToReach(caller, steps, epochs, batches.length);
  assertInteger(caller, 'reportEvery', reportEvery);
  if (signal !== undefined) assertMethods(caller, 'signal', signal, ['throwIfAborted', 'addEventListener']);
  if (stop !== undefined) assertFunction(caller, 'stop', stop, 'a function of a report');
  if (checkpoint !== undefined) {
    checkOptions(caller, checkpoint, ['storage', 'every'], 'checkpoint');
    assertMethods(caller, 'checkpoint.storage', checkpoint.storage, ['write', 'read']);
    assertInteger(caller, 'checkpoint.every', checkpoint.every);
  }
  assertBackend(caller);
  assertInUse(caller, model);
  return target;
}

function assertBatches(caller: string, batches: unknown): void {
  const { epoch, batch } = Object(batches) as { epoch?: unknown; batch?: unknown };
  if (typeof epoch !== 'function' && typeof batch === 'function') {
    throw new TypeError(
      `${caller}: batches is a data set but its batches were expected: call .batch(size), as in ` +
        'images.shuffle({ seed: 1 }).batch(128).',
    );
  }
  assertMethods(caller, 'batches', batches, ['epoch']);
  assertInteger(caller, 'batches.length', (batches as BatchSource<Batch>).length);
}

function stepsToReach(caller: string, steps: unknown, epochs: unknown, length: number): number {
  if (steps !== undefined && epochs !== undefined) {
    throw new TypeError(`${caller}: steps and epochs are both given but one of them was expected.`);
  }
  if (epochs !== undefined) {
    assertInteger(caller, 'epochs', epochs);
    return epochs * length;
  }
  if (steps === undefined) {
    throw new TypeError(`${caller}: steps is undefined, and so is epochs, but one of them was expected.`);
  }
  assertInteger(caller, 'steps', steps);
  return steps;
}
