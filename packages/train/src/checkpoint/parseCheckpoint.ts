import { show } from '@latentkit/check';
import { CorruptCheckpointError } from '../safetensors/CorruptCheckpointError.ts';
import { decodeSafetensors } from '../safetensors/decodeSafetensors.ts';
import { faultOfName, type SafetensorsFile } from '../safetensors/namedArray.ts';
import { parseStrictJson } from '../safetensors/parseStrictJson.ts';
import { checksumOf } from './checksum.ts';
import { format } from './encodeCheckpoint.ts';
import { findNotFinite } from './findNotFinite.ts';
import type { HostState } from './readState.ts';

/**
 * A checkpoint's state on the host, once everything in it has been checked.
 *
 * @throws CorruptCheckpointError where the bytes are no checkpoint, or a damaged one
 */
export function parseCheckpoint(caller: string, bytes: Uint8Array): HostState {
  try {
    return parse(decodeSafetensors(bytes));
  } catch (error) {
    if (!(error instanceof CorruptCheckpointError)) throw error;
    throw new CorruptCheckpointError(error.message.replace(/^\w+/, caller), { cause: error.cause });
  }
}

function parse({ tensors, metadata }: SafetensorsFile): HostState {
  if (metadata.format !== format.name) {
    fail(`a safetensors file, but no LatentKit checkpoint: its format is ${show(metadata.format)}`);
  }
  if (metadata.version !== String(format.version)) {
    fail(`a checkpoint of version ${show(metadata.version)} but ${format.version} is read: update @latentkit/train`);
  }
  const { checksum, ...content } = metadata;
  // A program that changed the weights on purpose leaves it out.
  if (checksum !== undefined && checksum !== checksumOf(tensors, content)) {
    fail(`a damaged checkpoint: its checksum is ${show(checksum)} but its content gives another`);
  }
  const { kind } = metadata;
  if (kind === undefined) fail('a checkpoint that does not say the kind of its model');
  for (const [name, array] of Object.entries(tensors)) {
    const bad = findNotFinite(array);
    if (bad !== undefined) fail(`a checkpoint whose tensor ${name} holds ${bad} but finite numbers were expected`);
  }
  return { kind, counters: parseCounters(metadata.counters), tensors };
}

function parseCounters(text: string | undefined): Record<string, number> {
  let value: unknown;
  try {
    value = parseStrictJson(text ?? '');
  } catch (error) {
    fail(`a checkpoint whose counters are not JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    fail(`a checkpoint whose counters are ${show(value)} but an object was expected`);
  }
  for (const [name, counter] of Object.entries(value)) {
    const fault = faultOfName(name);
    if (fault) fail(`a checkpoint with a counter whose name ${show(name)} is ${fault}`);
    if (!Number.isSafeInteger(counter)) {
      fail(`a checkpoint whose counter ${name} is ${show(counter)} but an integer was expected`);
    }
  }
  return value as Record<string, number>;
}

function fail(fault: string): never {
  throw new CorruptCheckpointError(`decodeCheckpoint: bytes are ${fault}.`);
}
