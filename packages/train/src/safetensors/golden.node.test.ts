import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeSafetensors } from './decodeSafetensors.ts';
import { encodeSafetensors } from './encodeSafetensors.ts';
import type { NamedArray } from './namedArray.ts';

/** Made by fixtures/golden.py with the reference implementation. */
const golden = readFileSync(new URL('./fixtures/golden.safetensors', import.meta.url));

const content: Record<string, NamedArray> = {
  'encoder/0/kernel': {
    dtype: 'float32',
    shape: [2, 3],
    data: Float32Array.from({ length: 6 }, (_, i) => i / 4 - 0.5),
  },
  'encoder/0/bias': { dtype: 'float32', shape: [3], data: new Float32Array([Math.PI, -0, 2 ** -126]) },
  10: { dtype: 'float32', shape: [], data: new Float32Array([1.5]) },
  9: { dtype: 'float32', shape: [0, 4], data: new Float32Array(0) },
  'ü "\\\n\x7f': { dtype: 'int32', shape: [2], data: new Int32Array([-(2 ** 31), 2 ** 31 - 1]) },
  '\u{1f600}': { dtype: 'int32', shape: [1], data: new Int32Array([1]) },
  '\uffee': { dtype: 'int32', shape: [1], data: new Int32Array([2]) },
  mask: { dtype: 'bool', shape: [3, 1], data: new Uint8Array([1, 0, 1]) },
};
const metadata = { 'made by': 'Python, ü' };

test('reads a file of the Python library', () => {
  const file = decodeSafetensors(golden);
  expect({ ...file.tensors }).toEqual(content);
  expect({ ...file.metadata }).toEqual(metadata);
});

test('writes, byte for byte, what the Python library writes', () => {
  expect(Buffer.compare(encodeSafetensors(content, metadata), golden)).toBe(0);
});
