import { isTyped, show, showShape } from '@latentkit/check';
import { countOf, faultOfName, longestHeader, metadataName, type NamedArray } from './namedArray.ts';

/** How each type is called in the file, widest first: the order in which the reference implementation writes. */
const types = [
  { dtype: 'float32', name: 'F32', array: 'Float32Array' },
  { dtype: 'int32', name: 'I32', array: 'Int32Array' },
  { dtype: 'bool', name: 'BOOL', array: 'Uint8Array' },
] as const;

const caller = 'encodeSafetensors';

/**
 * Writes named arrays as a `safetensors` file: 8 bytes of header length, a header in JSON padded to a multiple of 8,
 * then the values. Byte for byte what the Python library writes for the same content.
 *
 * @param tensors arrays by name; `float32`, `int32` or `bool`
 * @param metadata text by name, kept under `__metadata__`
 * @returns the bytes of the file
 * @throws TypeError where a dtype or the kind of its data is not one of these, or metadata is not text
 * @throws RangeError where data does not fill its shape, a bool is not 0 or 1, or a name cannot be written
 * @example
 * const bytes = encodeSafetensors({ bias: { dtype: 'float32', shape: [2], data: new Float32Array([1, 2]) } });
 * decodeSafetensors(bytes).tensors.bias?.shape;  // [2]
 *
 * Format: https://huggingface.co/docs/safetensors
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, NamedArray>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  assertRecord('tensors', tensors, 'arrays by name');
  assertRecord('metadata', metadata, 'strings by name');
  const sorted = Object.entries(tensors)
    .map(([name, tensor]) => ({ name, tensor, rank: check(name, tensor) }))
    .sort((a, b) => a.rank - b.rank || compareUtf8(a.name, b.name));

  const header = new Map<string, unknown>();
  if (Object.keys(metadata).length > 0) header.set(metadataName, checkMetadata(metadata));
  let end = 0;
  for (const { name, tensor, rank } of sorted) {
    const begin = end;
    end += tensor.data.byteLength;
    header.set(name, { dtype: types[rank]!.name, shape: tensor.shape, data_offsets: [begin, end] });
  }

  const json = new TextEncoder().encode(stringify(header));
  const padded = Math.ceil(json.length / 8) * 8;
  if (padded > longestHeader) {
    throw new RangeError(`${caller}: the header takes ${padded} bytes but at most ${longestHeader} can be read.`);
  }
  const bytes = new Uint8Array(8 + padded + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(json, 8);
  bytes.fill(0x20, 8 + json.length, 8 + padded);
  let position = 8 + padded;
  for (const { tensor } of sorted) {
    bytes.set(new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength), position);
    position += tensor.data.byteLength;
  }
  return bytes;
}

function assertRecord(argument: string, value: unknown, expected: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    throw new TypeError(`${caller}: ${argument} is ${show(value)} but ${expected} were expected.`);
  }
}

/** Checks one array and gives the place of its type in `types`. */
function check(name: string, array: NamedArray): number {
  const { dtype, shape, data } = Object(array) as NamedArray;
  const fault = name === metadataName ? 'reserved' : faultOfName(name);
  if (fault) throw new RangeError(`${caller}: the name ${show(name)} is ${fault}: choose another.`);
  const rank = types.findIndex((type) => type.dtype === dtype);
  const type = types[rank];
  if (!type) {
    throw new TypeError(`${caller}: '${name}' has dtype ${show(dtype)} but float32, int32 or bool was expected.`);
  }
  if (!isTyped(data, type.array)) {
    throw new TypeError(`${caller}: '${name}' of dtype ${dtype} needs its data in a ${type.array}.`);
  }
  if (!Array.isArray(shape) || !shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw new TypeError(`${caller}: '${name}' has shape ${show(shape)} but an array of integers was expected.`);
  }
  if (countOf(shape) !== data.length) {
    throw new RangeError(`${caller}: '${name}' has shape ${showShape(shape)} but ${data.length} values.`);
  }
  if (dtype === 'bool' && !data.every((value) => value <= 1)) {
    throw new RangeError(`${caller}: '${name}' is bool but holds a value that is neither 0 nor 1.`);
  }
  return rank;
}

function checkMetadata(metadata: Readonly<Record<string, string>>): Map<string, unknown> {
  for (const [name, text] of Object.entries(metadata)) {
    const fault = faultOfName(name);
    if (fault) throw new RangeError(`${caller}: the metadata name ${show(name)} is ${fault}: choose another.`);
    if (typeof text !== 'string') {
      throw new TypeError(`${caller}: metadata '${name}' is ${show(text)} but a string was expected.`);
    }
    if (faultOfName(`-${text}`)) throw new RangeError(`${caller}: metadata '${name}' is not valid Unicode.`);
  }
  return new Map(Object.entries(metadata));
}

/** JSON of a Map in its own order: an object would put names that look like numbers first. */
function stringify(value: unknown): string {
  if (!(value instanceof Map)) return JSON.stringify(value);
  return `{${[...value].map(([name, part]) => `${JSON.stringify(name)}:${stringify(part)}`).join(',')}}`;
}

/** By code point, as UTF-8 bytes sort; JavaScript's own order is by UTF-16 unit. */
function compareUtf8(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
