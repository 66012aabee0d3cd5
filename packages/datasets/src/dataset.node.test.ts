import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { dataset } from './dataset.ts';

test('typed arrays and rows of another realm, as a sandbox of a test runner has them', () => {
  const foreign = runInNewContext('({ flat: new Float32Array([1, 2]), rows: [[3], new Uint8Array([255])] })');
  expect([...dataset(foreign.flat, { shape: [1] }).at(1).data]).toEqual([2]);
  expect([...dataset(foreign.rows).at(1).data]).toEqual([1]);
  const data = runInNewContext('new Float32Array([5])');
  expect([
    ...dataset([[1]])
      .map(() => ({ data }))
      .at(0).data,
  ]).toEqual([5]);
});

test('a buffer, whose slice() would share its memory, is copied', () => {
  const buffer = Buffer.from([255, 0]);
  const set = dataset(buffer, { shape: [1] });
  buffer.fill(51);
  expect([...set.at(0).data]).toEqual([1]);
});
