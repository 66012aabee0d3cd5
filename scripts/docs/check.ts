import type { Tensor } from '@tensorflow/tfjs-core';

/** A number written with 4 decimals stands for all that round to it, give or take the last one. */
const TOLERANCE = 1e-4;

/**
 * Compares what a line of documentation gives with what it says.
 *
 * @throws Error unless they agree: tensors and numbers with a fraction within 1e-4, all else exactly
 */
export async function check(given: unknown, expected: unknown, place: string): Promise<void> {
  const value = await given;
  const actual = isTensor(value) ? await read(value, expected) : value;
  if (!agree(actual, expected, isTensor(value))) {
    throw new Error(
      `${place}: the value is ${JSON.stringify(plain(actual))} but ${JSON.stringify(expected)} was said.`,
    );
  }
}

function isTensor(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && 'dataId' in value;
}

/** A scalar is a number; else rows as they are, or all values in one row where one row is expected. */
async function read(tensor: Tensor, expected: unknown): Promise<unknown> {
  const flat = [...(await tensor.data())] as (number | boolean)[];
  const values = tensor.dtype === 'bool' && /true|false/.test(JSON.stringify(expected)) ? flat.map(Boolean) : flat;
  if (tensor.rank === 0) return values[0];
  if (tensor.rank === 1 || (Array.isArray(expected) && !Array.isArray(expected[0]))) return values;
  return tensor.shape.slice(1).reduceRight<unknown[]>((rows, size) => {
    return Array.from({ length: rows.length / size }, (_, i) => rows.slice(i * size, (i + 1) * size));
  }, values);
}

function agree(actual: unknown, expected: unknown, rounded: boolean): boolean {
  if (typeof expected === 'number') {
    if (typeof actual !== 'number') return false;
    if (!rounded && Number.isInteger(expected)) return actual === expected;
    return Math.abs(actual - expected) <= TOLERANCE * Math.max(1, Math.abs(expected));
  }
  if (typeof expected !== 'object' || expected === null) return actual === expected;
  if (typeof actual !== 'object' || actual === null) return false;
  const [a, b] = [plain(actual), expected] as Record<string, unknown>[];
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(b!);
  return (
    names.length === Object.keys(a!).length && names.every((name) => name in a! && agree(a![name], b![name], rounded))
  );
}

function plain(value: unknown): unknown {
  return ArrayBuffer.isView(value) ? [...(value as Float32Array)] : value;
}
