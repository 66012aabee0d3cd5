import { fc } from '@latentkit/testing/properties';
import { expect, test } from 'vitest';
import { file } from '../test/safetensorsFile.ts';
import { CorruptCheckpointError } from './CorruptCheckpointError.ts';
import { decodeSafetensors } from './decodeSafetensors.ts';
import { encodeSafetensors } from './encodeSafetensors.ts';

const tensor = fc.oneof(
  fc.float32Array({ maxLength: 5 }).map((data) => ({ dtype: 'float32' as const, shape: [data.length], data })),
  fc.int32Array({ maxLength: 5 }).map((data) => ({ dtype: 'int32' as const, shape: [data.length], data })),
  fc.uint8Array({ maxLength: 5, max: 1 }).map((data) => ({ dtype: 'bool' as const, shape: [1, data.length, 1], data })),
);
const name = fc
  .string({ unit: 'grapheme' })
  .filter((n) => !['__proto__', 'constructor', 'prototype', '__metadata__'].includes(n) && !/\p{Surrogate}/u.test(n));
const content = fc.tuple(fc.dictionary(name, tensor, { maxKeys: 4 }), fc.dictionary(name, name, { maxKeys: 3 }));

test('reads whatever encodeSafetensors writes', () => {
  fc.assert(
    fc.property(content, ([tensors, metadata]) => {
      const file = decodeSafetensors(encodeSafetensors(tensors, metadata));
      expect({ ...file.tensors }).toEqual({ ...tensors });
      expect({ ...file.metadata }).toEqual({ ...metadata });
    }),
  );
});

test('throws nothing but CorruptCheckpointError, whatever is done to a file', () => {
  const mutation = fc.record({
    at: fc.nat(),
    cut: fc.nat(4),
    insert: fc.oneof(fc.uint8Array({ maxLength: 4 }), text),
  });
  fc.assert(
    fc.property(content, fc.array(mutation, { minLength: 1, maxLength: 3 }), ([tensors, metadata], mutations) => {
      let bytes = [...encodeSafetensors(tensors, metadata)];
      for (const { at, cut, insert } of mutations) bytes.splice(at % bytes.length, cut, ...insert);
      expect(onlyCorrupt(Uint8Array.from(bytes))).toBe(true);
      // The same with a header length that fits, so that the fuzz gets past it.
      bytes = bytes.slice(8);
      const end = bytes.lastIndexOf(0x7d) + 1;
      expect(onlyCorrupt(file(Uint8Array.from(bytes.slice(0, end)), bytes.length - end))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

const pieces = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '0',
  '-1',
  '1e9',
  'null',
  '"x":',
  '"__proto__":',
  '{"dtype":"F32"',
];
const text = fc.constantFrom(...pieces).map((piece) => new TextEncoder().encode(piece));

test('throws nothing but CorruptCheckpointError on arbitrary JSON', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(20), (header, dataBytes) => {
      expect(onlyCorrupt(file(JSON.stringify(header), dataBytes))).toBe(true);
    }),
  );
});

function onlyCorrupt(bytes: Uint8Array): boolean {
  try {
    decodeSafetensors(bytes);
    return true;
  } catch (error) {
    return error instanceof CorruptCheckpointError;
  }
}
