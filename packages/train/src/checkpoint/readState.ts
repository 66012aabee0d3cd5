import { show } from '@latentkit/check';
import type { Batch, State, Trainable } from '@latentkit/nn';
import { clone, dispose, type Tensor } from '@tensorflow/tfjs-core';
import { DivergedError } from '../DivergedError.ts';
import { faultOfName, type NamedArray } from '../safetensors/namedArray.ts';
import { assertInUse } from './assertInUse.ts';
import { findNotFinite } from './findNotFinite.ts';

/** A model's state on the host: what `State` is on the device. */
export interface HostState extends Omit<State, 'tensors'> {
  readonly tensors: Readonly<Record<string, NamedArray>>;
}

/**
 * Reads a model's state as it stands at the call: every reading begins before this returns, on tensors of our own, so a
 * step taken meanwhile does not mix in. `dataSync` would not do: on WebGPU it silently gives zeros.
 *
 * @throws RangeError where a counter could not be read back
 * @throws DivergedError where a weight is NaN or infinite
 */
export async function readState(caller: string, model: Trainable<Batch>): Promise<HostState> {
  const { kind, counters, tensors } = assertInUse(caller, model);
  const step = model.stepCount;
  for (const [name, value] of Object.entries(counters)) {
    const fault = faultOfName(name);
    if (fault) throw new RangeError(`${caller}: the name of the model's counter ${show(name)} is ${fault}.`);
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(
        `${caller}: the model's counter ${name} is ${show(value)} but an integer of at least 0 was expected.`,
      );
    }
  }
  const entries = Object.entries(tensors).map(([name, tensor]) => [name, clone(tensor)] as const);
  try {
    const arrays = await Promise.all(entries.map(async ([name, tensor]) => [name, await toArray(tensor)] as const));
    for (const [name, array] of arrays) {
      const bad = findNotFinite(array);
      if (bad !== undefined) throw new DivergedError(step, name, bad, caller);
    }
    return { kind, counters: { ...counters }, tensors: Object.fromEntries(arrays) };
  } finally {
    dispose(entries.map(([, tensor]) => tensor));
  }
}

/** Whatever dtype tfjs has: encodeSafetensors refuses, by name, those that it cannot write. */
async function toArray(tensor: Tensor): Promise<NamedArray> {
  return { dtype: tensor.dtype, shape: tensor.shape, data: await tensor.data() } as NamedArray;
}
