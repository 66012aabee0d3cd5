import { assertMethods } from '@latentkit/check';
import type { Batch, Trainable } from '@latentkit/nn';
import type { CheckpointStorage } from '../storage/CheckpointStorage.ts';
import { type CheckpointContentOptions, encodeFor } from './encodeCheckpoint.ts';

/**
 * Writes a checkpoint of a model into a storage's one slot; the one before is replaced only once this one is whole.
 *
 * @param model what to save
 * @param storage where to: `opfsStorage(name)`, `indexedDbStorage(name)`, `fileStorage(path)`, `memoryStorage()`
 * @param options what else to put into it
 * @throws TypeError unless model, in use, and storage are such
 * @throws DivergedError where a weight is NaN or infinite: a good checkpoint is not replaced by one that is none
 * @throws StorageFullError where there is no room; the checkpoint before stays
 * @example
 * const model = vae(points(), { shape: [2], latentSize: 2, seed: 1 });
 * const storage = memoryStorage();
 * await saveCheckpoint(model, storage);
 * await loadCheckpoint(model, storage);
 */
export async function saveCheckpoint(
  model: Trainable<Batch>,
  storage: CheckpointStorage,
  options: CheckpointContentOptions = {},
): Promise<void> {
  assertMethods('saveCheckpoint', 'storage', storage, ['write', 'read']);
  await saveFor('saveCheckpoint', model, storage, options);
}

/** `saveCheckpoint`, on behalf of the function that errors are to name. */
export async function saveFor(
  caller: string,
  model: Trainable<Batch>,
  storage: CheckpointStorage,
  options: CheckpointContentOptions = {},
): Promise<void> {
  await storage.write(await encodeFor(caller, model, options));
}
