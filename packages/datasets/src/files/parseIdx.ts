import { showShape } from '@latentkit/check';
import { CorruptFileError } from '../errors.ts';

/** What an IDX file can hold, by the name of its type. */
export interface IdxValues {
  /** Type 8: 0 to 255. */
  readonly uint8: Uint8Array<ArrayBuffer>;
  /** Type 9: −128 to 127. */
  readonly int8: Int8Array<ArrayBuffer>;
  /** Type 11: −32,768 to 32,767. */
  readonly int16: Int16Array<ArrayBuffer>;
  /** Type 12: −2³¹ to 2³¹ − 1. */
  readonly int32: Int32Array<ArrayBuffer>;
  /** Type 13. */
  readonly float32: Float32Array<ArrayBuffer>;
  /** Type 14. */
  readonly float64: Float64Array<ArrayBuffer>;
}

/** The contents of an IDX file: an array of any number of axes. */
export type IdxFile = {
  [T in keyof IdxValues]: {
    /** The type of the values. */
    readonly type: T;
    /** The size of each axis; the first is usually the number of examples. */
    readonly shape: readonly number[];
    /** The values, flat, in row-major order. */
    readonly values: IdxValues[T];
  };
}[keyof IdxValues];

/** By the third byte of the file: the type, its bytes a value, and how to read one (always big-endian). */
const types = {
  8: ['uint8', Uint8Array, 1, 'getUint8'],
  9: ['int8', Int8Array, 1, 'getInt8'],
  11: ['int16', Int16Array, 2, 'getInt16'],
  12: ['int32', Int32Array, 4, 'getInt32'],
  13: ['float32', Float32Array, 4, 'getFloat32'],
  14: ['float64', Float64Array, 8, 'getFloat64'],
} as const;

/** Reads an IDX file that is not gzipped. */
export function parseIdx(bytes: Uint8Array<ArrayBuffer>, name: string): IdxFile {
  const { file, end } = parseIdxPrefix(bytes, name);
  if (end < bytes.length) {
    throw new CorruptFileError(
      `${name}: ${bytes.length - end} bytes follow the ${end} that shape ${showShape(file.shape)} needs.`,
    );
  }
  return file;
}

/** Reads the IDX file that `bytes` begins with, and says where it ends. */
export function parseIdxPrefix(bytes: Uint8Array<ArrayBuffer>, name: string): { file: IdxFile; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entry = bytes.length >= 4 ? types[bytes[2] as keyof typeof types] : undefined;
  if (!entry || bytes[0] !== 0 || bytes[1] !== 0) {
    throw new CorruptFileError(`${name}: not an IDX file: it begins with ${hex(bytes.subarray(0, 4))}.`);
  }
  const [type, Values, width, get] = entry;
  const rank = bytes[3]!;
  const start = 4 + 4 * rank;
  if (bytes.length < start) {
    throw new CorruptFileError(`${name}: ends within its header: ${bytes.length} bytes for ${rank} axes.`);
  }
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  // Beyond 2^53 the product is not exact, but it is still far more than any file holds.
  const count = shape.reduce((product, size) => product * size, 1);
  if (count * width > bytes.length - start) {
    throw new CorruptFileError(
      `${name}: truncated: shape ${showShape(shape)} of ${type} needs ${count * width} bytes but ${bytes.length - start} follow the header.`,
    );
  }
  const end = start + count * width;
  const values = width === 1 ? new Values(bytes.buffer, bytes.byteOffset + start, count) : new Values(count);
  if (width > 1) for (let i = 0; i < count; i++) values[i] = view[get](start + i * width);
  return { file: { type, shape, values } as IdxFile, end };
}

function hex(bytes: Uint8Array): string {
  return bytes.length ? [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ') : 'nothing';
}
