import { isTensor, sameShape, show, showShape } from '@latentkit/check';
import type { NamedTensors } from '../network.ts';
import { StateMismatchError } from './StateMismatchError.ts';

/** @throws StateMismatchError unless `given` has the names of `expected`, and tensors of their shapes and types. */
export function checkTensors(caller: string, expected: NamedTensors, given: NamedTensors): void {
  checkNames(caller, 'tensor', Object.keys(expected), given);
  for (const [name, { shape, dtype }] of Object.entries(expected)) {
    const tensor: unknown = given[name];
    if (!isTensor(tensor)) {
      throw new StateMismatchError(`${caller}: ${name} is ${show(tensor)} in the state but a tensor was expected.`);
    }
    if (tensor.isDisposed) {
      throw new StateMismatchError(`${caller}: ${name} is a tensor in the state that has been disposed.`);
    }
    if (!sameShape(tensor.shape, shape)) {
      throw new StateMismatchError(
        `${caller}: ${name} has shape ${showShape(tensor.shape)} in the state but ${showShape(shape)} was expected.`,
      );
    }
    if (tensor.dtype !== dtype) {
      throw new StateMismatchError(
        `${caller}: ${name} has type ${tensor.dtype} in the state but ${dtype} was expected.`,
      );
    }
  }
}

/** @throws StateMismatchError unless `given` has exactly these names, each an integer of at least 0. */
export function checkCounters(caller: string, names: readonly string[], given: Readonly<Record<string, number>>): void {
  checkNames(caller, 'counter', names, given);
  for (const name of names) {
    const value = given[name]!;
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new StateMismatchError(
        `${caller}: the counter ${name} is ${show(value)} in the state but an integer of at least 0 was expected.`,
      );
    }
  }
}

function checkNames(caller: string, what: string, expected: readonly string[], given: object): void {
  if (typeof given !== 'object' || given === null) {
    throw new StateMismatchError(
      `${caller}: the state has ${show(given)} for its ${what}s but an object was expected.`,
    );
  }
  const missing = expected.find((name) => !Object.hasOwn(given, name));
  if (missing !== undefined) {
    throw new StateMismatchError(`${caller}: the state has no ${what} ${missing}, which was expected.`);
  }
  const known = new Set(expected);
  const extra = Object.keys(given).find((name) => !known.has(name));
  if (extra !== undefined) {
    throw new StateMismatchError(`${caller}: the state has a ${what} ${extra}, which was not expected.`);
  }
}
