import { assertMethods } from '@latentkit/check';
import type { Batch, Trainable } from '@latentkit/nn';
import { encodeSafetensors } from '../safetensors/encodeSafetensors.ts';
import { type HostState, readState } from './readState.ts';

/** The metadata by which a file is known to be a checkpoint, and which version of it. */
export const format = { name: 'latentkit checkpoint', version: 1 } as const;

/** What else a checkpoint is to hold. */
export interface CheckpointContentOptions {
  /** Text of your own by name, such as the settings of the run; `decodeSafetensors(bytes).metadata` has it. Default: none. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** A checkpoint's metadata is text: its format and version, the model's kind, its counters as JSON, and the user's. */
export function encodeState(
  caller: string,
  { kind, counters, tensors }: HostState,
  { metadata = {} }: CheckpointContentOptions,
): Uint8Array {
  const own = { format: format.name, version: String(format.version), kind, counters: JSON.stringify(counters) };
  for (const name of Object.keys(metadata)) {
    if (Object.hasOwn(own, name))
      throw new RangeError(`${caller}: the metadata name '${name}' is taken: choose another.`);
  }
  return encodeSafetensors(tensors, { ...own, ...metadata });
}

/**
 * A model as the bytes of a `safetensors` file: weights, buffers, optimiser moments and counters, all that its next step
 * depends on. For a download or an upload; `saveCheckpoint` for a place where the bytes stay.
 *
 * @param model what to save; it may go on training meanwhile
 * @param options what else to put into it
 * @returns the bytes of the file, which Python can open too: `safetensors.numpy.load_file(path)`
 * @throws TypeError unless model is one
 * @throws RangeError where a name of the metadata is one that the checkpoint needs itself
 * @example
 * const model = vae(mlp({ shape: [2], latentSize: 2, seed: 1 }));
 * const bytes = await encodeCheckpoint(model);
 * decodeCheckpoint(bytes).kind;  // "vae"
 */
export async function encodeCheckpoint<B extends Batch, M extends string>(
  model: Trainable<B, M>,
  options: CheckpointContentOptions = {},
): Promise<Uint8Array> {
  assertMethods('encodeCheckpoint', 'model', model, ['state']);
  return encodeState('encodeCheckpoint', await readState('encodeCheckpoint', model), options);
}
