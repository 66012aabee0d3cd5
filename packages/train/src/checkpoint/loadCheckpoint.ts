import { assertMethods } from '@latentkit/check';
import type { Batch, Trainable } from '@latentkit/nn';
import type { CheckpointStorage } from '../storage/CheckpointStorage.ts';
import { restoreFor } from './decodeCheckpoint.ts';

/** A storage has no checkpoint to load. */
export class CheckpointNotFoundError extends Error {
  /** Always `'CheckpointNotFoundError'`. */
  override readonly name = 'CheckpointNotFoundError';
}

/**
 * Sets a model to the checkpoint in a storage, so that its next step is, bit for bit, the one that the saved model would
 * have done next.
 *
 * @param model a model made with the same choices as the one that was saved; its seed may differ
 * @param storage where the checkpoint is
 * @throws TypeError unless model and storage are such
 * @throws CheckpointNotFoundError where the storage is empty
 * @throws CorruptCheckpointError where what it holds is no checkpoint, or a damaged one
 * @throws StateMismatchError where the checkpoint is of another kind of model or of other shapes
 * In each case the model stays as it was.
 * @example
 * const model = vae(points(), { shape: [2], latentSize: 2, seed: 1 });
 * const storage = memoryStorage();
 * try {
 *   await loadCheckpoint(model, storage); // go on where the last run ended
 * } catch (error) {
 *   if ((error as Error).name !== 'CheckpointNotFoundError') throw error; // the first run has nothing to go on from
 * }
 */
export async function loadCheckpoint(model: Trainable<Batch>, storage: CheckpointStorage): Promise<void> {
  assertMethods('loadCheckpoint', 'model', model, ['state', 'restore']);
  assertMethods('loadCheckpoint', 'storage', storage, ['write', 'read']);
  const bytes = await storage.read();
  if (bytes === undefined) {
    throw new CheckpointNotFoundError(
      'loadCheckpoint: storage holds no checkpoint: write one with saveCheckpoint first.',
    );
  }
  restoreFor('loadCheckpoint', model, bytes);
}
