import { assertTensor, showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * Reads classes, integers of at least 0.
 *
 * @param shape what they are the classes of, such as `['n']`; a number is a size that they must have
 * @param classes how many there are; without it any integer of at least 0 will do
 * @throws TypeError unless int32, RangeError for another shape, no example, and a class that there is not
 */
export async function readClasses(
  caller: string,
  argument: string,
  tensor: Tensor,
  shape: readonly (number | string)[],
  classes?: number,
): Promise<Int32Array> {
  assertTensor(caller, argument, tensor, ['int32']);
  const fits = shape.every((size, axis) =>
    typeof size === 'number' ? tensor.shape[axis] === size : tensor.shape[axis]! > 0,
  );
  if (tensor.rank !== shape.length || !fits) {
    throw new RangeError(
      `${caller}: ${argument} has shape ${showShape(tensor.shape)} but ${showShape(shape)} was expected, with at least one example.`,
    );
  }
  const values = (await tensor.data()) as Int32Array;
  const wrong = values.find((value) => value < 0 || (classes !== undefined && value >= classes));
  if (wrong === undefined) return values;
  const expected = classes === undefined ? 'integers of at least 0' : `integers from 0 to ${classes - 1}`;
  throw new RangeError(`${caller}: ${argument} has ${wrong} in it but ${expected} were expected.`);
}
