import { show } from '@latentkit/check';
import { assertBytes } from '../assertBytes.ts';
import { CorruptCheckpointError } from './CorruptCheckpointError.ts';
import {
  countOf,
  faultOfName,
  longestHeader,
  metadataName,
  type NamedArray,
  type SafetensorsFile,
} from './namedArray.ts';
import { parseStrictJson } from './parseStrictJson.ts';

/**
 * Reads a `safetensors` file with arrays of type `F32`, `I32`, `BOOL` and `U8` (the last as int32). Nothing in the file
 * is trusted: every length, name and offset is checked before a value is copied.
 *
 * @param bytes the whole file
 * @returns its arrays, each with memory of its own, and its metadata
 * @throws TypeError unless bytes is a Uint8Array
 * @throws CorruptCheckpointError where the file is truncated, damaged or breaks the format; the message names the fault
 * @example
 * const bytes = encodeSafetensors({ scale: { dtype: 'int32', shape: [], data: new Int32Array([7]) } }, { by: 'me' });
 * decodeSafetensors(bytes).metadata.by;  // "me"
 *
 * Format: https://huggingface.co/docs/safetensors
 */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsFile {
  assertBytes('decodeSafetensors', bytes);
  const length = headerLength(bytes);
  const header = parseHeader(copy(bytes, 8, 8 + length));
  const data = { begin: 8 + length, length: bytes.length - 8 - length };

  const tensors: Record<string, NamedArray> = Object.create(null);
  let metadata: Record<string, string> = Object.create(null);
  const ranges: { name: string; begin: number; end: number }[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === metadataName) {
      metadata = parseMetadata(value);
      continue;
    }
    const { type, shape, begin, end } = parseInfo(name, value, data.length);
    ranges.push({ name, begin, end });
    tensors[name] = type.read(name, shape, copy(bytes, data.begin + begin, data.begin + end));
  }
  checkCover(ranges, data.length);
  return { tensors, metadata };
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < 8) fail(`the file has ${bytes.length} bytes but its header length alone takes 8`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > BigInt(longestHeader)) fail(`the header length is ${length} but at most ${longestHeader} is read`);
  if (length > BigInt(bytes.length - 8)) {
    fail(`the header length is ${length} but only ${bytes.length - 8} bytes follow it: the file is truncated`);
  }
  return Number(length);
}

function parseHeader(bytes: Uint8Array): object {
  if (bytes[0] !== 0x7b) fail('the header does not begin with {');
  try {
    return parseStrictJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as object;
  } catch (error) {
    throw new CorruptCheckpointError(`decodeSafetensors: the header is not JSON: ${(error as Error).message}.`);
  }
}

function parseMetadata(value: unknown): Record<string, string> {
  if (!isObject(value)) fail(`${metadataName} is ${show(value)} but an object was expected`);
  const metadata: Record<string, string> = Object.create(null);
  for (const [name, text] of Object.entries(value)) {
    const fault = faultOfName(name);
    if (fault) fail(`the metadata name ${show(name)} is ${fault}`);
    if (typeof text !== 'string') fail(`metadata '${name}' is ${show(text)} but a string was expected`);
    metadata[name] = text;
  }
  return metadata;
}

type Reader = (name: string, shape: readonly number[], bytes: Uint8Array) => NamedArray;

const types = new Map<unknown, { size: number; read: Reader }>([
  ['F32', { size: 4, read: (_, shape, bytes) => ({ dtype: 'float32', shape, data: new Float32Array(bytes.buffer) }) }],
  ['I32', { size: 4, read: (_, shape, bytes) => ({ dtype: 'int32', shape, data: new Int32Array(bytes.buffer) }) }],
  ['U8', { size: 1, read: (_, shape, bytes) => ({ dtype: 'int32', shape, data: Int32Array.from(bytes) }) }],
  ['BOOL', { size: 1, read: (name, shape, bytes) => ({ dtype: 'bool', shape, data: checkBool(name, bytes) }) }],
]);

function checkBool(name: string, bytes: Uint8Array): Uint8Array {
  if (!bytes.every((value) => value <= 1)) fail(`'${name}' is BOOL but holds a byte that is neither 0 nor 1`);
  return bytes;
}

function parseInfo(name: string, value: unknown, available: number) {
  const fault = faultOfName(name);
  if (fault) fail(`the name ${show(name)} is ${fault}`);
  if (!isObject(value)) fail(`'${name}' is ${show(value)} but an object was expected`);
  const { dtype, shape, data_offsets: offsets, ...rest } = value;
  const extra = Object.keys(rest)[0];
  if (extra !== undefined) fail(`'${name}' has an unknown field ${show(extra)}`);
  const type = types.get(dtype);
  if (!type) fail(`'${name}' has dtype ${show(dtype)} but one of ${[...types.keys()].join(', ')} was expected`);
  if (!isSizes(shape)) fail(`'${name}' has shape ${show(shape)} but an array of integers of at least 0 was expected`);
  const count = countOf(shape);
  if (count === undefined) fail(`'${name}' has shape ${show(shape)}, more values than can be counted`);
  if (!isSizes(offsets) || offsets.length !== 2) {
    fail(`'${name}' has data_offsets ${show(offsets)} but two integers of at least 0 were expected`);
  }
  const [begin, end] = offsets as [number, number];
  if (begin > end || end > available) {
    fail(`'${name}' has data_offsets [${begin},${end}] but the file holds ${available} bytes of data`);
  }
  if (end - begin !== count * type.size) {
    fail(`'${name}' takes ${end - begin} bytes but ${dtype} of shape ${show(shape)} takes ${count * type.size}`);
  }
  return { type, shape, begin, end };
}

/** The arrays must cover the data exactly: one may not begin before, or after, the last one's end. */
function checkCover(ranges: { name: string; begin: number; end: number }[], available: number): void {
  let covered = 0;
  for (const { name, begin, end } of ranges.sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin < covered) fail(`'${name}' begins at ${begin}, inside the array before it, which ends at ${covered}`);
    if (begin > covered) fail(`no array has the bytes from ${covered} to ${begin}, where '${name}' begins`);
    covered = end;
  }
  if (covered < available) fail(`${available - covered} bytes follow the last array`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0 && !Object.is(n, -0));
}

/** A copy with a buffer of its own: aligned, and not a view as `Buffer.slice` gives. */
function copy(bytes: Uint8Array, begin: number, end: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes.subarray(begin, end));
}

function fail(fault: string): never {
  throw new CorruptCheckpointError(`decodeSafetensors: ${fault}.`);
}
