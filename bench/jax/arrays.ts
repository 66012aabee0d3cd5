import type { Array as JaxArray } from '@jax-js/jax';
import type { Values } from '../cases/case.ts';
import { np } from './jax.ts';

export type { JaxArray };

/** Tensors by name, as a tensor file has them. */
export type TensorFile = Readonly<Record<string, Values>>;

/** An array with the values of a name in the file. */
export function arrayOf(file: TensorFile, name: string): JaxArray {
  const { shape, values } = file[name]!;
  return np.array(new Float32Array(values)).reshape([...shape]);
}

/** Arrays with the values of `part.0`, `part.1`, … */
export function arraysOf(file: TensorFile, part: string): JaxArray[] {
  const arrays: JaxArray[] = [];
  while (`${part}.${arrays.length}` in file) arrays.push(arrayOf(file, `${part}.${arrays.length}`));
  return arrays;
}

/** One more reference to each: a function of jax-js takes over what it is given. */
export function refs(arrays: readonly JaxArray[]): JaxArray[] {
  return arrays.map((array) => array.ref);
}
