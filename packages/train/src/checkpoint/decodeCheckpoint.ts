import { show } from '@latentkit/check';
import type { Batch, State, Trainable } from '@latentkit/nn';
import { dispose, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { CorruptFileError } from '../safetensors/CorruptFileError.ts';
import { decodeSafetensors } from '../safetensors/decodeSafetensors.ts';
import { faultOfName } from '../safetensors/namedArray.ts';
import { parseStrictJson } from '../safetensors/parseStrictJson.ts';
import { format } from './encodeCheckpoint.ts';

/**
 * The state that `encodeCheckpoint` wrote, on the device. Everything in the file is checked before a tensor is made.
 *
 * @param bytes the whole file
 * @returns the state; its tensors are the caller's to dispose, also once a model has taken it over with `restore`
 * @throws TypeError unless bytes is a Uint8Array
 * @throws CorruptFileError where the bytes are no checkpoint, or a damaged one; the message names the fault
 * @example
 * const model = vae(mlp({ shape: [2], latentSize: 2, seed: 1 }));
 * decodeCheckpoint(await encodeCheckpoint(model)).counters.step;  // 0
 */
export function decodeCheckpoint(bytes: Uint8Array): State {
  const { tensors, metadata } = decodeSafetensors(bytes);
  if (metadata.format !== format.name) {
    fail(`a safetensors file, but no LatentKit checkpoint: its format is ${show(metadata.format)}`);
  }
  if (metadata.version !== String(format.version)) {
    fail(`a checkpoint of version ${show(metadata.version)} but ${format.version} is read: update @latentkit/train`);
  }
  const { kind } = metadata;
  if (kind === undefined) fail('a checkpoint that does not say the kind of its model');
  const counters = parseCounters(metadata.counters);
  const made: [string, Tensor][] = [];
  tidy(() => {
    for (const [name, { data, shape, dtype }] of Object.entries(tensors)) {
      made.push([name, tensor(data, [...shape], dtype)]);
    }
    return made.map(([, value]) => value);
  });
  return { kind, counters, tensors: Object.fromEntries(made) };
}

/**
 * Sets a model to a checkpoint: what `loadCheckpoint` does, for bytes that the user has chosen or that were fetched.
 *
 * @param model a model made with the same choices as the one that was saved; its seed may differ
 * @param bytes what `encodeCheckpoint` gave
 * @throws CorruptFileError where the bytes are no checkpoint, or a damaged one
 * @throws StateMismatchError where the checkpoint is of another kind of model or of other shapes
 * In each case the model stays as it was.
 * @example
 * const trained = vae(mlp({ shape: [2], latentSize: 2, seed: 1 }));
 * const other = vae(mlp({ shape: [2], latentSize: 2, seed: 2 }));
 * restoreCheckpoint(other, await encodeCheckpoint(trained));
 */
export function restoreCheckpoint<B extends Batch, M extends string>(model: Trainable<B, M>, bytes: Uint8Array): void {
  const state = decodeCheckpoint(bytes);
  try {
    model.restore(state);
  } finally {
    dispose(Object.values(state.tensors));
  }
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
  throw new CorruptFileError(`decodeCheckpoint: bytes are ${fault}.`);
}
