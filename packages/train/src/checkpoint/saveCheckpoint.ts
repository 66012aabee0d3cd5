import { assertMethods } from '@latentkit/check';
import type { Batch, Trainable } from '@latentkit/nn';
import { DivergedError } from '../DivergedError.ts';
import type { CheckpointStorage } from '../storage/CheckpointStorage.ts';
import { type CheckpointContentOptions, encodeState } from './encodeCheckpoint.ts';
import { readState } from './readState.ts';

/**
 * Writes a checkpoint of a model into a storage's one slot; the one before is replaced only once this one is whole.
 *
 * @param model what to save
 * @param storage where to: `opfsStorage(name)`, `indexedDbStorage(name)`, `fileStorage(path)`, `memoryStorage()`
 * @param options what else to put into it
 * @throws TypeError unless model and storage are such
 * @throws DivergedError where a weight is NaN or infinite: a good checkpoint is not replaced by one that is none
 * @throws StorageFullError where there is no room; the checkpoint before stays
 * @example
 * const model = vae(mlp({ shape: [2], latentSize: 2, seed: 1 }));
 * const storage = memoryStorage();
 * await saveCheckpoint(model, storage);
 * await loadCheckpoint(model, storage);
 */
export async function saveCheckpoint<B extends Batch, M extends string>(
  model: Trainable<B, M>,
  storage: CheckpointStorage,
  options: CheckpointContentOptions = {},
): Promise<void> {
  assertMethods('saveCheckpoint', 'model', model, ['state']);
  assertMethods('saveCheckpoint', 'storage', storage, ['write', 'read']);
  const step = model.stepCount;
  const state = await readState('saveCheckpoint', model);
  for (const [name, { dtype, data }] of Object.entries(state.tensors)) {
    if (dtype !== 'float32') continue;
    const bad = data.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw new DivergedError(step, name, data[bad]!);
  }
  await storage.write(encodeState('saveCheckpoint', state, options));
}
