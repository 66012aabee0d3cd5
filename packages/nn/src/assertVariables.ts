import { assertTensor, isTensor, show } from '@latentkit/check';
import type { DataType } from '@tensorflow/tfjs-core';
import type { NamedVariables, Stateful } from './network.ts';

/** @throws TypeError unless variables by name, of these types and none of them disposed */
export function assertVariables(
  caller: string,
  argument: string,
  value: unknown,
  dtypes: readonly DataType[] = ['float32'],
): asserts value is NamedVariables {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isTensor(value)) {
    throw new TypeError(`${caller}: ${argument} is ${show(value)} but variables by name were expected.`);
  }
  for (const [name, variable] of Object.entries(value)) {
    if (!isTensor(variable) || !('assign' in variable)) {
      throw new TypeError(`${caller}: ${argument} has ${name}: ${show(variable)} but a variable was expected.`);
    }
    if (variable.isDisposed) throw new TypeError(`${caller}: ${argument} has ${name}, which has been disposed.`);
    assertTensor(caller, `${argument}.${name}`, variable, dtypes);
  }
}

/** @throws TypeError unless what has variables or buffers, none of them disposed */
export function assertStateful(caller: string, argument: string, value: unknown): asserts value is Stateful {
  if (Object(value) !== value || isTensor(value) || Array.isArray(value)) {
    throw new TypeError(
      `${caller}: ${argument} is ${show(value)} but a network, or what else has variables or buffers, was expected.`,
    );
  }
  const { variables = {}, buffers = {} } = value as Record<string, unknown>;
  assertVariables(caller, `${argument}.variables`, variables);
  // What is not trained may also be counted or be true: a step, a mask.
  assertVariables(caller, `${argument}.buffers`, buffers, ['float32', 'int32', 'bool']);
}

/** @throws RangeError where two names are of one variable: it would be trained twice in a step. */
export function assertDistinct(caller: string, variables: NamedVariables): void {
  const names = new Map<unknown, string>();
  for (const [name, variable] of Object.entries(variables)) {
    const before = names.get(variable);
    if (before !== undefined) {
      throw new RangeError(
        `${caller}: variables has the same variable as ${before} and as ${name}, but once was expected.`,
      );
    }
    names.set(variable, name);
  }
}
