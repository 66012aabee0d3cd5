import { assertBackend, assertMethods } from '@latentkit/check';
import type { Batch, State, Trainable } from '@latentkit/nn';
import { dispose, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { assertBytes } from '../assertBytes.ts';
import { assertInUse } from './assertInUse.ts';
import { parseCheckpoint } from './parseCheckpoint.ts';

/**
 * The state that `encodeCheckpoint` wrote, on the device. Everything in the file is checked before a tensor is made: the
 * checksum, where it has one, and that every weight is finite.
 *
 * @param bytes the whole file
 * @returns the state; its tensors are the caller's to dispose, also once a model has taken it over with `restore`
 * @throws TypeError unless bytes is a Uint8Array
 * @throws CorruptCheckpointError where the bytes are no checkpoint, or a damaged one; the message names the fault
 * @example
 * const model = vae(points(), { shape: [2], latentSize: 2, seed: 1 });
 * decodeCheckpoint(await encodeCheckpoint(model)).counters.step;  // 0
 */
export function decodeCheckpoint(bytes: Uint8Array): State {
  return decodeFor('decodeCheckpoint', bytes);
}

/**
 * Sets a model to a checkpoint: what `loadCheckpoint` does, for bytes that the user has chosen or that were fetched.
 *
 * @param model a model made with the same choices as the one that was saved; its seed may differ
 * @param bytes what `encodeCheckpoint` gave
 * @throws TypeError unless model is one, in use, and bytes a Uint8Array
 * @throws CorruptCheckpointError where the bytes are no checkpoint, or a damaged one
 * @throws StateMismatchError where the checkpoint is of another kind of model or of other shapes
 * In each case the model stays as it was.
 * @example
 * const trained = vae(points(), { shape: [2], latentSize: 2, seed: 1 });
 * const other = vae(points(), { shape: [2], latentSize: 2, seed: 2 });
 * restoreCheckpoint(other, await encodeCheckpoint(trained));
 */
export function restoreCheckpoint(model: Trainable<Batch>, bytes: Uint8Array): void {
  assertMethods('restoreCheckpoint', 'model', model, ['state', 'restore']);
  restoreFor('restoreCheckpoint', model, bytes);
}

/** `restoreCheckpoint`, on behalf of the function that errors are to name. */
export function restoreFor(caller: string, model: Trainable<Batch>, bytes: Uint8Array): void {
  assertInUse(caller, model);
  const state = decodeFor(caller, bytes);
  try {
    model.restore(state);
  } finally {
    dispose(Object.values(state.tensors));
  }
}

function decodeFor(caller: string, bytes: Uint8Array): State {
  assertBytes(caller, bytes);
  assertBackend(caller);
  const { kind, counters, tensors } = parseCheckpoint(caller, bytes);
  const made: [string, Tensor][] = [];
  tidy(() => {
    for (const [name, { data, shape, dtype }] of Object.entries(tensors)) {
      made.push([name, tensor(data, [...shape], dtype)]);
    }
    return made.map(([, value]) => value);
  });
  return { kind, counters, tensors: Object.fromEntries(made) };
}
