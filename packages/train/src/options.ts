import { assertInteger, assertMethods, show } from '@latentkit/check';
import type { Batch, Trainable } from '@latentkit/nn';
import type { Batches } from './batches.ts';
import type { CheckpointStorage } from './storage/CheckpointStorage.ts';

/** What `train` tells of a step. */
export interface Report<M extends string = string> {
  /** The number of steps done, counted from the model's first: the first step reports 1. */
  readonly step: number;
  /** The epoch that the step's batch was from, counted from 0. */
  readonly epoch: number;
  /** The scalars of this very step by name, such as `loss`: no averages. */
  readonly metrics: Readonly<Record<M, number>>;
}

/** Where and when checkpoints are written. */
export interface CheckpointOptions {
  /** The one slot that each checkpoint replaces: `opfsStorage(name)`, `indexedDbStorage(name)`, `fileStorage(path)`. */
  readonly storage: CheckpointStorage;
  /** A checkpoint is written after every step whose number is a multiple of this; and after the last. */
  readonly every: number;
}

/** How long `train` goes on, and what it does on the way. */
export interface TrainOptions<M extends string = string> {
  /** The number of steps to reach, counted from the model's first. A model that has been there already does none. */
  readonly steps: number;
  /** Stops between two steps, or while a batch is awaited, by throwing `signal.reason`. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** Steps whose number is a multiple of this are reported; and the last. Default 1. */
  readonly reportEvery?: number | undefined;
  /** Default: no checkpoints. */
  readonly checkpoint?: CheckpointOptions | undefined;
  /** Asked at every report: `true` makes it the last. See `earlyStopping`. Default: never. */
  readonly stop?: ((report: Report<M>) => boolean) | undefined;
}

/** Refuses, before any work, whatever `train` could not work with. */
export function assertTrainable<B extends Batch, M extends string>(
  model: Trainable<B, M>,
  batches: Batches<B>,
  options: TrainOptions<M>,
): void {
  assertMethods('train', 'model', model, ['step', 'state', 'restore', 'dispose']);
  assertInteger('train', 'model.stepCount', model.stepCount, 0);
  assertMethods('train', 'batches', batches, ['epoch']);
  assertInteger('train', 'batches.length', batches.length);
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`train: options is ${show(options)} but an object such as { steps: 1000 } was expected.`);
  }
  const { steps, signal, reportEvery = 1, checkpoint, stop } = options;
  assertInteger('train', 'steps', steps);
  assertInteger('train', 'reportEvery', reportEvery);
  if (signal !== undefined) assertMethods('train', 'signal', signal, ['throwIfAborted', 'addEventListener']);
  if (stop !== undefined && typeof stop !== 'function') {
    throw new TypeError(`train: stop is ${show(stop)} but a function of a report was expected.`);
  }
  if (checkpoint !== undefined) {
    assertMethods('train', 'checkpoint.storage', checkpoint?.storage, ['write', 'read']);
    assertInteger('train', 'checkpoint.every', checkpoint.every);
  }
}
