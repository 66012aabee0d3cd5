import { randomBytes } from 'node:crypto';
import * as zlib from 'node:zlib';
import { expect, test } from 'vitest';
import { checksumOf, crc32 } from './checksum.ts';

/** The last four bytes but four of what gzip writes are the CRC-32. */
function byZlib(bytes: Uint8Array): number {
  const packed = zlib.gzipSync(bytes);
  return packed.readUInt32LE(packed.length - 8);
}

test('crc32 is that of zlib, in one go and in parts', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  for (const length of [0, 1, 7, 1000]) {
    const bytes = randomBytes(length);
    expect(crc32(bytes)).toBe(byZlib(bytes));
    expect(crc32(bytes.subarray(3), crc32(bytes.subarray(0, 3)))).toBe(byZlib(bytes));
  }
});

test('a checksum is of the content, in whatever order and place', () => {
  const a = { dtype: 'float32', shape: [2], data: new Float32Array([1, 2]) } as const;
  const b = { dtype: 'bool', shape: [1], data: new Uint8Array([0, 1]).subarray(1) } as const;
  const whole = checksumOf({ a, b }, { x: '1', y: '2' });
  expect(checksumOf({ b, a }, { y: '2', x: '1' })).toBe(whole);
  const others = [
    checksumOf({ a }, { x: '1', y: '2' }),
    checksumOf({ a, b }, { x: '2', y: '1' }),
    checksumOf({ a, c: b }, { x: '1', y: '2' }),
    checksumOf({ a: { ...a, shape: [2, 1] }, b }, { x: '1', y: '2' }),
    checksumOf({ a: { ...a, data: new Float32Array([2, 1]) }, b }, { x: '1', y: '2' }),
  ];
  expect(new Set([whole, ...others]).size).toBe(6);
});
