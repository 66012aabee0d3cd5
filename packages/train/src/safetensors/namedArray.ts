/** One array of a safetensors file: what it takes to make a tensor of it, `tensor(data, shape, dtype)`. */
export type NamedArray =
  | {
      /** Type of the values. */
      readonly dtype: 'float32';
      /** Size of each axis; `[]` for a scalar. */
      readonly shape: readonly number[];
      /** The values, the last axis running fastest. */
      readonly data: Float32Array;
    }
  | {
      /** Type of the values. */
      readonly dtype: 'int32';
      /** Size of each axis; `[]` for a scalar. */
      readonly shape: readonly number[];
      /** The values, the last axis running fastest. */
      readonly data: Int32Array;
    }
  | {
      /** Type of the values. */
      readonly dtype: 'bool';
      /** Size of each axis; `[]` for a scalar. */
      readonly shape: readonly number[];
      /** The values, 0 or 1, the last axis running fastest. */
      readonly data: Uint8Array;
    };

/** What is in a safetensors file. */
export interface SafetensorsFile {
  /** The arrays by name, in the order of the file's header. The record has no prototype: every key is a name. */
  readonly tensors: Readonly<Record<string, NamedArray>>;
  /** The file's `__metadata__`: text by name. The record has no prototype. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Where the header keeps the metadata, among the names of the tensors. */
export const metadataName = '__metadata__';

/** The longest header that the reference implementation reads. */
export const longestHeader = 100_000_000;

/** Names that would reach into a prototype wherever such a record is copied into a plain object. */
const reserved = ['__proto__', 'constructor', 'prototype'];

/** Why a name cannot be used, or `undefined` where it can. */
export function faultOfName(name: string): string | undefined {
  if (reserved.includes(name)) return 'reserved';
  if (/\p{Surrogate}/u.test(name)) return 'not valid Unicode';
  return undefined;
}

/** How many values a shape has, or `undefined` where that is no safe integer. */
export function countOf(shape: readonly number[]): number | undefined {
  let count = 1;
  for (const size of shape) {
    count *= size;
    if (!Number.isSafeInteger(count)) return undefined;
  }
  return count;
}
