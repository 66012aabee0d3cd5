import { checkOptions, show } from '@latentkit/check';
import { gunzip } from './files/gunzip.ts';
import { type IdxFile, parseIdx } from './files/parseIdx.ts';
import { kindOf } from './values/flatten.ts';

/** How to read an IDX file. */
export interface IdxOptions {
  /** What errors call the file. Default `'idx'`. */
  readonly name?: string;
}

/**
 * Reads an IDX file, the format of MNIST and its family: four bytes (0, 0, type, number of axes), the size of each
 * axis (32 bits, big-endian), the values in row-major order. Gzipped or not.
 *
 * @param bytes the whole file
 * @returns the type, the shape and the values; byte values are a view of memory, not a copy, where nothing was gzipped
 * @throws CorruptFileError where it is of another format, truncated, or longer than its sizes say
 * @example
 * const { shape, values } = await idx(new Uint8Array([0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9]));
 * shape;  // [3]
 * [...values];  // [7, 8, 9]
 *
 * @see Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", 1998.
 */
export async function idx(bytes: Uint8Array | ArrayBuffer, options: IdxOptions = {}): Promise<IdxFile> {
  const isBuffer = Object.prototype.toString.call(bytes) === '[object ArrayBuffer]';
  if (!isBuffer && kindOf(bytes) !== 'Uint8Array') {
    throw new TypeError(`idx: bytes is ${show(bytes)} but a Uint8Array or an ArrayBuffer was expected.`);
  }
  const { name = 'idx' } = checkOptions('idx', options, ['name']);
  if (typeof name !== 'string') throw new TypeError(`idx: name is ${show(name)} but text was expected.`);
  const view = new Uint8Array(bytes);
  return parseIdx(await gunzip(view, name), name);
}
