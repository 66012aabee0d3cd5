import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CacheError, ChecksumError, DownloadError } from '../errors.ts';
import { fetchOf, madeUpFamily, memoryCache } from '../testing/madeUpFamily.ts';
import { idxFamily } from './idxFamily.ts';
import type { DownloadProgress } from './options.ts';

const { family, files } = await madeUpFamily();
let server: ReturnType<typeof fetchOf>;
let cache: ReturnType<typeof memoryCache>;
beforeEach(() => {
  server = fetchOf(files);
  cache = memoryCache();
});
const load = (more: object = {}) => idxFamily(family, { cache, fetch: server.fetch, ...more });

test('gives images in [0, 1], with labels on request', async () => {
  const { train, test } = await load();
  expect([train.length, test.length, train.shape]).toEqual([30, 10, [2, 3, 1]]);
  expect(train.at(0)).toEqual({ data: Float32Array.from([0, 37, 74, 111, 148, 185], (byte) => byte / 255) });
  expect(server.asked).toEqual(['https://one.invalid/data/train-images.gz', 'https://one.invalid/data/test-images.gz']);
  const labelled = await idxFamily(family, { cache, fetch: server.fetch, labels: true });
  expect(labelled.test.at(3).label).toBe(3);
  expect(server.asked.length).toBe(4);
});

test('a second call takes everything from the cache', async () => {
  await load();
  const { train } = await load({ fetch: () => expect.fail('asked again') });
  expect(train.length).toBe(30);
});

test('what was damaged in the cache is downloaded again', async () => {
  await load();
  cache.kept.set('madeUp/train-images.gz', new Uint8Array(5));
  await load();
  expect(server.asked.length).toBe(3);
  expect(cache.kept.get('madeUp/train-images.gz')).toEqual(files['train-images.gz']);
});

test('reports progress', async () => {
  const seen: DownloadProgress[] = [];
  await load({ onProgress: (progress: DownloadProgress) => seen.push(progress) });
  const size = files['train-images.gz']!.length;
  expect(seen.filter(({ file }) => file === 'train-images.gz').at(-1)).toEqual({
    file: 'train-images.gz',
    received: size,
    total: size,
  });
});

test('baseUrl stands in for the published addresses', async () => {
  await load({ baseUrl: 'https://mine.invalid/copy' });
  await load({ baseUrl: new URL('https://mine.invalid/other/'), cache: false });
  expect(server.asked[0]).toBe('https://mine.invalid/copy/train-images.gz');
  expect(server.asked[2]).toBe('https://mine.invalid/other/train-images.gz');
});

test('another address is tried where one fails, and all are named where all do', async () => {
  const fetch = vi.fn(async (url: string) => {
    if (url.includes('one.invalid')) throw new TypeError('no route');
    return server.fetch(url);
  });
  expect((await load({ fetch })).train.length).toBe(30);
  const failing = load({ fetch: async () => new Response('', { status: 503 }), cache: false });
  await expect(failing).rejects.toThrow(DownloadError);
  await expect(failing).rejects.toThrow(
    /madeUp: train-images.gz could not be downloaded.*one\.invalid.*answered 503.*two\.invalid/s,
  );
});

describe('nothing enters the cache', () => {
  const damaged = (change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) =>
    fetchOf({ ...files, 'train-images.gz': change(files['train-images.gz']!.slice()) }).fetch;

  test.each([
    [
      'where a byte differs',
      ChecksumError,
      /published SHA-256/,
      (bytes: Uint8Array<ArrayBuffer>) => bytes.with(20, bytes[20]! ^ 1),
    ],
    [
      'where the file is longer',
      ChecksumError,
      /serves more than the published \d+ bytes/,
      (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array([...bytes, 0]),
    ],
    [
      'where the file is shorter',
      DownloadError,
      /ended after 5 of \d+ bytes/,
      (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, 5),
    ],
  ])('%s', async (_, error, message, change) => {
    const loading = load({ fetch: damaged(change as never) });
    await expect(loading).rejects.toThrow(error);
    await expect(loading).rejects.toThrow(message);
    expect(cache.kept.size).toBe(0);
    expect((await load()).train.length).toBe(30);
  });

  test('where it is aborted before or midway', async () => {
    await expect(load({ signal: AbortSignal.abort() })).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
    const controller = new AbortController();
    const loading = load({ signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) });
    await expect(loading).rejects.toThrow('enough');
    expect(cache.kept.size).toBe(0);
    expect((await load()).train.length).toBe(30);
  });

  test('where it is full, and what was there stays', async () => {
    await cache.write('other', new Uint8Array([1]));
    const full = { ...cache, write: () => Promise.reject(new Error('ENOSPC: no space left on device')) };
    const loading = load({ cache: full });
    await expect(loading).rejects.toThrow(CacheError);
    await expect(loading).rejects.toThrow(/train-images.gz could not be written to the cache \(ENOSPC.*cache: false/);
    expect([...cache.kept.keys()]).toEqual(['other']);
  });
});

test('bad options', async () => {
  await expect(load({ labels: 1 })).rejects.toThrow('madeUp: labels is 1 but true or false');
  await expect(load({ folder: 5 })).rejects.toThrow('madeUp: folder is 5 but a path');
  await expect(load({ cache: 5 })).rejects.toThrow('madeUp: cache is 5 but { read, write }');
});
