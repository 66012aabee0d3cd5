import { assertShape, assertTensor, showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * @throws RangeError unless the output has `count` parameters for every feature of the target: `[batch, ..., channels ·
 *   count]` for `[batch, ..., channels]`
 */
export function assertParametersOf(caller: string, output: Tensor, target: Tensor, count: number): void {
  assertTensor(caller, 'output', output);
  assertTensor(caller, 'target', target);
  if (target.rank < 2) {
    throw new RangeError(
      `${caller}: target has shape ${showShape(target.shape)} but [batch,...features] was expected.`,
    );
  }
  const expected = [...target.shape.slice(0, -1), target.shape.at(-1)! * count];
  if (showShape(output.shape) !== showShape(expected)) {
    throw new RangeError(
      `${caller}: output has shape ${showShape(output.shape)} but ${showShape(expected)} was expected for a target of shape ${showShape(target.shape)}.`,
    );
  }
}

/**
 * The shape of the data that an output with `count` parameters for every feature stands for.
 *
 * @throws RangeError unless there is a batch, and the last axis holds whole features
 */
export function dataShapeOf(caller: string, output: Tensor, count: number): number[] {
  assertTensor(caller, 'output', output);
  const last = output.shape.at(-1);
  if (output.rank < 2 || last! % count !== 0) {
    throw new RangeError(
      `${caller}: output has shape ${showShape(output.shape)} but [batch,...,${count} * channels] was expected.`,
    );
  }
  return [...output.shape.slice(0, -1), last! / count];
}

/** The shape of an output with `count` parameters for every feature, without the batch. */
export function parameterShapeOf(name: string, count: number): (shape: readonly number[]) => readonly number[] {
  return (shape) => {
    assertShape(`${name}.parameterShape`, 'shape', shape);
    return [...shape.slice(0, -1), (shape.at(-1) ?? 1) * count];
  };
}
