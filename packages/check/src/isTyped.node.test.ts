import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { isTyped } from './isTyped.ts';

const elsewhere = (code: string) => runInNewContext(code) as unknown;

it('knows the typed arrays of another realm', () => {
  expect(elsewhere('new Uint8Array(2)')).not.toBeInstanceOf(Uint8Array);
  expect(isTyped(elsewhere('new Uint8Array(2)'), 'Uint8Array')).toBe(true);
  expect(isTyped(elsewhere('new Float32Array(2)'), 'Uint8Array', 'Float32Array')).toBe(true);
  expect(isTyped(Buffer.of(1), 'Uint8Array')).toBe(true);
});

it.each(['new Float64Array(2)', 'new DataView(new ArrayBuffer(2))', '[1, 2]', 'null', '"ab"', 'new ArrayBuffer(2)'])(
  'takes nothing else for one: %s',
  (code) => {
    expect(isTyped(elsewhere(code), 'Uint8Array', 'Float32Array')).toBe(false);
  },
);
