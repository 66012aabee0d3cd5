import { assertTensor, sameShape, show, showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ApplyOptions, NamedTensors, NamedVariables } from '../network.ts';

/**
 * The tensors a network computes with: its variables, or what `options.values` has in their place.
 *
 * @throws TypeError, RangeError for a name that no variable has, or a tensor of another shape
 */
export function valuesOf<T extends NamedVariables>(
  caller: string,
  variables: T,
  { values }: ApplyOptions = {},
): { readonly [name in keyof T]: Tensor } {
  if (!values) return variables;
  assertValues(caller, variables, values);
  return { ...variables, ...values };
}

/**
 * Refuses values that cannot stand in place of variables.
 *
 * @param caller the function whose errors these are
 * @param variables by name
 * @param values by the same names; `undefined` for none
 * @throws TypeError, RangeError unless each of `values` is named and shaped as one of `variables`
 * @example
 * assertValues('mine', { scale: variable(ones([2])) }, { scale: zeros([2]) });
 */
export function assertValues(caller: string, variables: NamedVariables, values: NamedTensors | undefined): void {
  if (values === undefined) return;
  if (Object(values) !== values) {
    throw new TypeError(`${caller}: options.values is ${show(values)} but tensors by name were expected.`);
  }
  for (const [name, value] of Object.entries(values)) {
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (!variable) {
      const names = Object.keys(variables);
      throw new RangeError(
        `${caller}: options.values has ${name} but ${names.length ? `a name among ${names.join(', ')}` : 'no name'} was expected.`,
      );
    }
    assertTensor(caller, `options.values['${name}']`, value);
    if (!sameShape(value.shape, variable.shape)) {
      throw new RangeError(
        `${caller}: options.values['${name}'] has shape ${showShape(value.shape)} but ${showShape(variable.shape)} was expected.`,
      );
    }
  }
}
