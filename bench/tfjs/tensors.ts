import { type Tensor, tensor, type Variable, variable } from '@tensorflow/tfjs-core';
import type { Values } from '../cases/case.ts';

/** Tensors by name, as a tensor file has them. */
export type TensorFile = Readonly<Record<string, Values>>;

/** A tensor with the values of a name in the file. */
export function tensorOf<T extends Tensor = Tensor>(file: TensorFile, name: string): T {
  const { shape, values } = file[name]!;
  return tensor(values, [...shape], 'float32') as T;
}

/** Variables with the values of `part.0`, `part.1`, … */
export function variablesOf(file: TensorFile, part: string): Variable[] {
  const variables: Variable[] = [];
  while (`${part}.${variables.length}` in file) variables.push(variable(tensorOf(file, `${part}.${variables.length}`)));
  return variables;
}
