import { useBackend } from '@latentkit/backend';
import { beforeAll, expect, test, vi } from 'vitest';
import { digits } from './digits.ts';
import { CorruptFileError, DownloadError } from './errors.ts';
import { collect } from './testing/collect.ts';

beforeAll(async () => {
  await useBackend('cpu');
});

test('the split is 9,003 and 997', async () => {
  const { train, test } = await digits();
  expect([train.length, test.length]).toEqual([9003, 997]);
  expect(train.shape).toEqual([28, 28, 1]);
});

test('every digit is there, evenly mixed, as many times as in the source', async () => {
  const { train, test } = await digits({ labels: true });
  const count = (set: typeof train) => {
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < set.length; i++) counts[set.at(i).label]!++;
    return counts;
  };
  expect(count(test)).toEqual([100, 112, 99, 103, 98, 86, 101, 107, 94, 97]);
  expect(count(train).reduce((sum, n) => sum + n)).toBe(9003);
  expect(Array.from({ length: 10 }, (_, i) => train.at(i).label)).toEqual([1, 7, 3, 6, 0, 2, 4, 9, 8, 5]);
  for (const n of count(train.take(200))) expect(n).toBeGreaterThanOrEqual(15);
});

test('values are bytes over 255, the ink is where ink should be', async () => {
  const { train } = await digits();
  const { data } = train.at(0);
  expect(Math.max(...data)).toBeGreaterThan(0.9);
  expect(Math.min(...data)).toBe(0);
  expect(data.filter((value) => value !== Math.fround(Math.round(value * 255) / 255)).length).toBe(0);
  let sum = 0;
  for (let i = 0; i < train.length; i++) sum += train.at(i).data.reduce((s, v) => s + v, 0);
  expect(sum / train.length / 784).toBeCloseTo(0.131, 2); // MNIST's published mean, 0.1307
});

test('batches are tensors, with labels on request', async () => {
  const [first] = await collect((await digits()).test.take(8).batch(8));
  expect(first!.shape).toEqual([8, 28, 28, 1]);
  const [labelled] = await collect((await digits({ labels: true })).test.take(8).batch(8));
  expect(labelled!.label.dtype).toBe('int32');
});

test('what is not the digits is refused by name', async () => {
  const url = (text: string) => `data:application/octet-stream;base64,${btoa(text)}`;
  await expect(digits({ url: url('<!doctype html>') })).rejects.toThrow(CorruptFileError);
  await expect(digits({ url: url('\x1f\x8b\x08\0cut') })).rejects.toThrow(/digits\.bin: the gzip stream is truncated/);
});

test('a file that is not there is named, with what to do', async () => {
  const loading = digits({ url: new URL('./nowhere/digits.bin?', 'http://127.0.0.1:9') });
  await expect(loading).rejects.toThrow(DownloadError);
  await expect(loading).rejects.toThrow(/digits\.bin was not found.*as \{ url \}/);
});

test('where a bundler left the file behind, the copy within the code is used', async () => {
  const { train: expected } = await digits();
  // In Node the file is read, in a page fetched: neither finds it.
  vi.stubGlobal('process', undefined);
  vi.stubGlobal('fetch', async () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }));
  const { train } = await digits().finally(() => vi.unstubAllGlobals());
  expect(train.at(9000)).toEqual(expected.at(9000));
});
