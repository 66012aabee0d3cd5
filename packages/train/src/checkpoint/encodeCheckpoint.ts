import { assertMethods } from '@latentkit/check';
import type { Batch, Trainable } from '@latentkit/nn';
import { encodeSafetensors } from '../safetensors/encodeSafetensors.ts';
import { type HostState, readState } from './readState.ts';

/** The metadata by which a file is known to be a checkpoint, and which version of it. */
export const format = { name: 'latentkit checkpoint', version: 1 } as const;

/** A checkpoint's metadata is text: its format and version, the model's kind, its counters as JSON. */
export function encodeState({ kind, counters, tensors }: HostState): Uint8Array {
  return encodeSafetensors(tensors, {
    format: format.name,
    version: String(format.version),
    kind,
    counters: JSON.stringify(counters),
  });
}

/**
 * A model as the bytes of a `safetensors` file: weights, buffers, optimiser moments and counters, all that its next step
 * depends on. For a download or an upload; `saveCheckpoint` for a place where the bytes stay.
 *
 * @param model what to save; it may go on training meanwhile
 * @returns the bytes of the file, which Python can open too: `safetensors.numpy.load_file(path)`
 * @throws TypeError unless model is one
 * @example
 * const model = vae(mlp({ shape: [2], latentSize: 2, seed: 1 }));
 * const bytes = await encodeCheckpoint(model);
 * decodeCheckpoint(bytes).kind;  // "vae"
 */
export async function encodeCheckpoint<B extends Batch, M extends string>(model: Trainable<B, M>): Promise<Uint8Array> {
  assertMethods('encodeCheckpoint', 'model', model, ['state']);
  return encodeState(await readState('encodeCheckpoint', model));
}
