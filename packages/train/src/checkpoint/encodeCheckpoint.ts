import { assertMethods, checkOptions, show } from '@latentkit/check';
import type { Batch, Trainable } from '@latentkit/nn';
import { encodeSafetensors } from '../safetensors/encodeSafetensors.ts';
import { checksumOf } from './checksum.ts';
import { readState } from './readState.ts';

/** The metadata by which a file is known to be a checkpoint, and which version of it. */
export const format = { name: 'latentkit checkpoint', version: 1 } as const;

/** What a checkpoint's metadata has of its own. */
const ownNames = ['format', 'version', 'kind', 'counters', 'checksum'];

/** What else a checkpoint is to hold. */
export interface CheckpointContentOptions {
  /** Text of your own by name, such as the settings of the run; `decodeSafetensors(bytes).metadata` has it. Default: none. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** A checkpoint's metadata is text: its format and version, the model's kind, its counters as JSON, and the user's. */
export async function encodeFor(
  caller: string,
  model: Trainable<Batch>,
  options: CheckpointContentOptions,
): Promise<Uint8Array> {
  assertMethods(caller, 'model', model, ['state']);
  const { metadata = {} } = checkOptions(caller, options, ['metadata']);
  assertMetadata(caller, metadata);
  const { kind, counters, tensors } = await readState(caller, model);
  const own = { format: format.name, version: String(format.version), kind, counters: JSON.stringify(counters) };
  const all = { ...own, ...metadata };
  return encodeSafetensors(tensors, { ...all, checksum: checksumOf(tensors, all) });
}

/** @throws TypeError unless text by name, RangeError where a name is one that the checkpoint needs itself. */
function assertMetadata(caller: string, metadata: unknown): void {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
    throw new TypeError(`${caller}: metadata is ${show(metadata)} but an object of strings was expected.`);
  }
  for (const [name, text] of Object.entries(metadata)) {
    if (ownNames.includes(name))
      throw new RangeError(`${caller}: the metadata name '${name}' is taken: choose another.`);
    if (typeof text !== 'string') {
      throw new TypeError(`${caller}: metadata '${name}' is ${show(text)} but a string was expected.`);
    }
  }
}

/**
 * A model as the bytes of a `safetensors` file: weights, buffers, optimiser moments and counters, all that its next step
 * depends on, and a checksum of it. For a download or an upload; `saveCheckpoint` for a place where the bytes stay.
 *
 * @param model what to save; it may go on training meanwhile
 * @param options what else to put into it
 * @returns the bytes of the file, which Python can open too: `safetensors.numpy.load_file(path)`
 * @throws TypeError unless model is one, in use
 * @throws DivergedError where a weight is NaN or infinite
 * @throws RangeError where a name of the metadata is one that the checkpoint needs itself
 * @example
 * const model = vae(points(), { shape: [2], latentSize: 2, seed: 1 });
 * const bytes = await encodeCheckpoint(model);
 * decodeCheckpoint(bytes).kind;  // "vae"
 */
export async function encodeCheckpoint(
  model: Trainable<Batch>,
  options: CheckpointContentOptions = {},
): Promise<Uint8Array> {
  return encodeFor('encodeCheckpoint', model, options);
}
