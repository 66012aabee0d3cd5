import { type DataType, dispose, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { assertBackend } from './assertBackend.ts';
import { assertTensor } from './assertTensor.ts';
import { isTensor, show } from './show.ts';

export type { Samples } from './published.d.ts';

/** Samples as a tensor. */
export interface SamplesTensor {
  readonly tensor: Tensor;
  /** Whether it was made for this call, which then has to dispose it. */
  readonly isOwn: boolean;
}

/**
 * Samples as a tensor, whatever they come as. Made in a `tidy` it needs no disposing.
 *
 * @throws TypeError unless a tensor of one of these types, rows or a data set; for a row that holds what is no number, or not a finite one
 * @throws RangeError for no rows, an empty row, or rows of different lengths
 */
export function samplesOf(
  caller: string,
  argument: string,
  value: unknown,
  dtypes: readonly DataType[] = ['float32'],
): SamplesTensor {
  if (isTensor(value)) {
    assertTensor(caller, argument, value, dtypes);
    return { tensor: value, isOwn: false };
  }
  if (Array.isArray(value)) {
    const width = assertRows(caller, argument, value);
    assertBackend(caller);
    const values = new Float32Array(value.length * width);
    for (const [i, row] of value.entries()) values.set(row, i * width);
    return { tensor: tensor2d(values, [value.length, width]), isOwn: true };
  }
  if (typeof (value as { toTensor?: unknown } | null | undefined)?.toTensor === 'function') {
    assertBackend(caller);
    const tensor: unknown = (value as { toTensor(): unknown }).toTensor();
    assertTensor(caller, `${argument}.toTensor()`, tensor, dtypes);
    return { tensor, isOwn: true };
  }
  throw new TypeError(
    `${caller}: ${argument} is ${show(value)} but a tensor, an array of rows of numbers or a data set was expected${remedy(argument, value)}.`,
  );
}

/**
 * Calls `body` with samples as tensors, and frees those that were made for it once it has ended, also if it throws.
 *
 * @param samples by the names of the arguments, as errors show them
 * @param body may return a promise
 * @param dtypes what tensors may be of
 */
export function withSamples<K extends string, T>(
  caller: string,
  samples: Readonly<Record<K, unknown>>,
  body: (tensors: Record<K, Tensor>) => T,
  dtypes?: readonly DataType[],
): T {
  const own: Tensor[] = [];
  const free = () => dispose(own);
  let isPending = false;
  try {
    const tensors = {} as Record<K, Tensor>;
    for (const argument of Object.keys(samples) as K[]) {
      const { tensor, isOwn } = samplesOf(caller, argument, samples[argument], dtypes);
      tensors[argument] = tensor;
      if (isOwn) own.push(tensor);
    }
    const result = body(tensors);
    if (!(result instanceof Promise)) return result;
    isPending = true;
    return result.finally(free) as T;
  } finally {
    if (!isPending) free();
  }
}

/** @returns how many numbers each row has */
function assertRows(caller: string, argument: string, rows: readonly unknown[]): number {
  if (rows.length === 0) throw new RangeError(`${caller}: ${argument} is [] but at least one row was expected.`);
  const width = assertRow(caller, `${argument}[0]`, rows[0]).length;
  for (let i = 1; i < rows.length; i++) {
    const { length } = assertRow(caller, `${argument}[${i}]`, rows[i]);
    if (length !== width) {
      throw new RangeError(
        `${caller}: ${argument}[${i}] has ${length} numbers but ${argument}[0] has ${width}: rows of one length were expected.`,
      );
    }
  }
  return width;
}

function assertRow(caller: string, argument: string, row: unknown): ArrayLike<number> {
  if (!(Array.isArray(row) || (ArrayBuffer.isView(row) && 'length' in row)) || row.length === 0) {
    throw new TypeError(`${caller}: ${argument} is ${show(row)} but a row of numbers was expected.`);
  }
  const values = row as ArrayLike<unknown>;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== 'number' || !Number.isFinite(Math.fround(value))) {
      throw new TypeError(
        `${caller}: ${argument}[${i}] is ${show(value)} but a finite number, as float32 has it, was expected.`,
      );
    }
  }
  return values as ArrayLike<number>;
}

function remedy(argument: string, value: unknown): string {
  if (ArrayBuffer.isView(value))
    return ': tensor(values, shape) of tfjs-core makes one of numbers that follow each other';
  return isTensor((value as { data?: unknown } | null | undefined)?.data) ? `: pass ${argument}.data` : '';
}
