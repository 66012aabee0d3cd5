import type { DataType, Tensor } from '@tensorflow/tfjs-core';
import { isTensor, show } from './show.ts';

/**
 * @throws TypeError unless a tensor, not disposed, of one of these types. Numbers of other types are not converted: bytes
 * of pixels, which are what integers most often are, would have to be divided by 255 besides.
 */
export function assertTensor(
  caller: string,
  argument: string,
  value: unknown,
  dtypes: readonly DataType[] = ['float32'],
): asserts value is Tensor {
  if (!isTensor(value)) {
    throw new TypeError(
      `${caller}: ${argument} is ${show(value)} but a tensor was expected${remedy(argument, value)}.`,
    );
  }
  if (value.isDisposed) throw new TypeError(`${caller}: ${argument} is a tensor that has been disposed.`);
  if (!dtypes.includes(value.dtype)) {
    const [wanted] = dtypes;
    throw new TypeError(
      `${caller}: ${argument} has dtype ${value.dtype} but ${dtypes.join(' or ')} was expected: convert it with ` +
        `cast(${argument}, '${wanted}')${value.dtype === 'int32' ? ', and divide by 255 where it holds pixels' : ''}.`,
    );
  }
}

function remedy(argument: string, value: unknown): string {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return ', as tensor(values, shape) of tfjs-core makes it';
  return isTensor((value as { data?: unknown } | null | undefined)?.data) ? `: pass ${argument}.data` : '';
}
