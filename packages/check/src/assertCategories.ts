import type { Tensor } from '@tensorflow/tfjs-core';
import { getBackend } from '@tensorflow/tfjs-core';

/** @throws RangeError unless each is a whole number from 0 to `categories − 1` */
export function assertCategories(
  caller: string,
  argument: string,
  values: ArrayLike<number>,
  categories: number,
): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isInteger(value) && value >= 0 && value < categories) continue;
    const remedy =
      categories === 2 && value > 0 && value < 1
        ? `: cast(greater(${argument}, 0.5), 'float32') makes them of grey`
        : '';
    throw new RangeError(
      `${caller}: ${argument} has ${value} but whole numbers from 0 to ${categories - 1} were expected${remedy}.`,
    );
  }
}

/** The numbers of a tensor where reading them costs next to nothing; of one on a GPU, for which one would wait, nothing. */
export function readableValues(values: Tensor): ArrayLike<number> | undefined {
  return ['cpu', 'wasm'].includes(getBackend()) ? values.dataSync() : undefined;
}
