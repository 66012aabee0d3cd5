import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CacheError, DownloadError } from '../errors.ts';
import { madeUpFamily } from '../testing/madeUpFamily.ts';
import { idxFamily } from './idxFamily.ts';
import { readFolder } from './readFolder.ts';

const { family, files } = await madeUpFamily();
let folder: string;
let server: Server | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latentkit-'));
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await rm(folder, { recursive: true });
});

/** A server on loopback; answers with the files unless told otherwise. */
async function serve(listener?: RequestListener): Promise<string> {
  server?.closeAllConnections();
  server?.close();
  server = createServer((request, response) => {
    if (listener) listener(request, response);
    else response.end(files[request.url!.slice(1)]);
  });
  await new Promise<void>((listening) => server!.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const kept = async () => (await readdir(folder, { recursive: true })).sort();

test('downloads into the folder, whole files only, and then needs no server', async () => {
  await idxFamily(family, { baseUrl: await serve(), cache: folder });
  expect(await kept()).toEqual(['madeUp', join('madeUp', 'test-images.gz'), join('madeUp', 'train-images.gz')]);
  server!.close();
  expect((await idxFamily(family, { baseUrl: 'http://127.0.0.1:9', cache: folder })).test.length).toBe(10);
});

test('a server that dies midway leaves nothing, and the next call starts again', async () => {
  const baseUrl = await serve((request, response) => {
    const bytes = files[request.url!.slice(1)]!;
    response.writeHead(200, { 'content-length': bytes.length });
    response.write(bytes.subarray(0, 20), () => response.destroy());
  });
  await expect(idxFamily(family, { baseUrl, cache: folder })).rejects.toThrow(DownloadError);
  expect(await kept()).toEqual([]);
  expect((await idxFamily(family, { baseUrl: await serve(), cache: folder })).train.length).toBe(30);
});

test('a server that says no is named with what it said', async () => {
  const baseUrl = await serve((_, response) => response.writeHead(404).end());
  await expect(idxFamily(family, { baseUrl, cache: folder })).rejects.toThrow(
    /127\.0\.0\.1:\d+\/train-images\.gz: answered 404 Not Found/,
  );
});

test('a server that hangs is given up when the signal says so', async () => {
  const baseUrl = await serve((_, response) => response.write('a'));
  const signal = AbortSignal.timeout(200);
  await expect(idxFamily(family, { baseUrl, cache: folder, signal })).rejects.toThrow(
    expect.objectContaining({ name: 'TimeoutError' }),
  );
  expect(await kept()).toEqual([]);
});

test('a server that unpacks gzip on the way is told apart', async () => {
  const baseUrl = await serve((request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(files[request.url!.slice(1)]);
  });
  await expect(idxFamily(family, { baseUrl, cache: folder })).rejects.toThrow(/without Content-Encoding: gzip/);
});

test('a cache that cannot be written is a CacheError, and leaves no part behind', async () => {
  await writeFile(join(folder, 'madeUp'), 'a file where a folder should be');
  await expect(idxFamily(family, { baseUrl: await serve(), cache: folder })).rejects.toThrow(CacheError);
  expect(await kept()).toEqual(['madeUp']);
});

test('a path is a folder of files', async () => {
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  expect((await idxFamily(family, { folder, labels: true })).train.at(5).label).toBe(5);
  await expect(idxFamily(family, { folder: join(folder, 'nowhere') })).rejects.toThrow(DownloadError);
});

test('a file that lies alone in a folder of its name is found there', async () => {
  await mkdir(join(folder, 'a'));
  await writeFile(join(folder, 'a', 'a'), 'x');
  expect(await readFolder('f', folder, ['b', 'a', 'a/a', 'c'])).toEqual(new Uint8Array([120]));
  expect(await readFolder('f', folder, ['a', 'a/a/a'])).toBeUndefined();
});

test('by default files are kept in the user’s cache folder', async () => {
  const before = process.env.XDG_CACHE_HOME;
  process.env.XDG_CACHE_HOME = folder;
  try {
    await idxFamily(family, { baseUrl: await serve() });
    expect(await kept()).toContain(join('latentkit', 'madeUp', 'train-images.gz'));
  } finally {
    if (before === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = before;
  }
});
