import { isTensor, show } from '@latentkit/check';
import type { Batch, State, Trainable } from '@latentkit/nn';

/**
 * The state of a model that has not been disposed.
 *
 * @throws TypeError for one that has
 */
export function assertInUse(caller: string, model: Trainable<Batch>): State {
  let state: State;
  try {
    state = model.state();
  } catch (cause) {
    throw new TypeError(`${caller}: model gives no state: ${(cause as Error).message}`, { cause });
  }
  const { kind, counters, tensors } = Object(state) as Partial<State>;
  if (typeof kind !== 'string' || Object(counters) !== counters || Object(tensors) !== tensors) {
    throw new TypeError(`${caller}: model.state() is ${show(state)} but { kind, tensors, counters } was expected.`);
  }
  for (const [name, tensor] of Object.entries(state.tensors)) {
    if (!isTensor(tensor)) throw new TypeError(`${caller}: model.state() has ${name}: ${show(tensor)}, not a tensor.`);
    if (tensor.isDisposed) throw new TypeError(`${caller}: model has been disposed: its tensor ${name} is.`);
  }
  return state;
}
