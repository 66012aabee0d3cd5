import type * as tf from '@tensorflow/tfjs-core';
import { numbers, op } from '../opCase.ts';
import { atOr, build } from '../plain.ts';

/** An op that only moves numbers: each number of the result is one of `x`, or a fixed one (NaN stands for 0). */
export const moving = (
  name: string,
  shape: number[],
  tensor: (x: tf.Tensor) => tf.Tensor,
  result: number[],
  from: (index: readonly number[]) => readonly number[],
) =>
  op(
    name,
    [numbers(shape)],
    (x) => tensor(x!),
    (x) => build(result, (index) => atOr(x!, from(index), 0)),
  );

/** The place of an index in rows, and the other way round. */
export const digits = (place: number, shape: readonly number[]) => {
  let rest = place;
  return [...shape]
    .reverse()
    .map((length) => {
      const d = rest % length;
      rest = Math.floor(rest / length);
      return d;
    })
    .reverse();
};
export const placeOf = (index: readonly number[], shape: readonly number[]) =>
  index.reduce((place, i, axis) => place * shape[axis]! + i, 0);
