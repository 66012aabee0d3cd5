import { testCheckpointStorage } from '@latentkit/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { download } from './download.ts';
import { indexedDbStorage } from './indexedDbStorage.ts';
import { opfsStorage } from './opfsStorage.ts';
import { StorageFullError, StorageUnavailableError } from './storageErrors.ts';

/** A quota for the whole file: Chromium asks once for the room that is left, and reckons with that for a while. */
const quota = (room?: { quotaSize: number }) =>
  cdp().send('Storage.overrideQuotaForOrigin', { origin: location.origin, ...room });
beforeAll(() => quota({ quotaSize: 12_000_000 }));

afterAll(async () => {
  const root = await navigator.storage.getDirectory();
  for await (const name of root.keys()) await root.removeEntry(name);
  await new Promise((resolve) => {
    indexedDB.deleteDatabase('latentkit').onsuccess = resolve;
  });
  await quota();
});

testCheckpointStorage('opfsStorage', opfsStorage);
testCheckpointStorage('indexedDbStorage', indexedDbStorage);

describe.each([
  ['opfsStorage', opfsStorage],
  ['indexedDbStorage', indexedDbStorage],
])('%s', (name, make) => {
  test.each(['', '.', '..', 'a/b', '../a', 'a\\b'])('refuses the name %j', (bad) => {
    expect(() => make(bad)).toThrow(RangeError);
    expect(() => make(bad)).toThrow(`${name}: name is '${bad}' but a name without / or \\ was expected.`);
  });

  test('refuses a name that is none', () => {
    expect(() => make(3 as never)).toThrow(TypeError);
  });

  test('says that there is no room, and keeps what it had', async () => {
    const storage = make('quota');
    await storage.write(new Uint8Array([1, 2, 3]));
    const error = await storage.write(noise(13_000_000)).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(StorageFullError);
    expect(error.message).toContain(`${name}: a checkpoint of 13.0 MB does not fit`);
    expect(error.cause.name).toBe('QuotaExceededError');
    expect(await make('quota').read()).toEqual(new Uint8Array([1, 2, 3]));
  });

  test('leaves no empty slot behind where there is no room', async () => {
    const storage = make('quota-new');
    await expect(storage.write(noise(13_000_000))).rejects.toThrow(StorageFullError);
    expect(await storage.read()).toBeUndefined();
  });
});

/** Bytes that do not compress: IndexedDB does it, and squeezes a pattern into any quota. */
function noise(length: number): Uint8Array {
  let state = 1;
  return new Uint8Array(length).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

test('a page that was closed while it wrote its first file has no checkpoint', async () => {
  const root = await navigator.storage.getDirectory();
  await root.getFileHandle('cut-off', { create: true });
  expect(await opfsStorage('cut-off').read()).toBeUndefined();
});

test('a file system that the browser refuses is named, with the way out', async () => {
  const refuse = () => Promise.reject(new DOMException('not in a private window', 'SecurityError'));
  const spy = vi.spyOn(StorageManager.prototype, 'getDirectory').mockImplementation(refuse);
  const error = await opfsStorage('a')
    .read()
    .catch((e) => e);
  spy.mockRestore();
  expect(error).toBeInstanceOf(StorageUnavailableError);
  expect(error.message).toContain('not in a private window. In a page take indexedDbStorage(name)');
});

test('download clicks a link that has the name and the bytes', async () => {
  let link: HTMLAnchorElement | undefined;
  const listener = (event: Event) => {
    event.preventDefault();
    link = event.target as HTMLAnchorElement;
  };
  document.addEventListener('click', listener);
  download(new Uint8Array([1, 2, 3]).subarray(1), 'model.safetensors');
  document.removeEventListener('click', listener);
  expect(link?.download).toBe('model.safetensors');
  expect(link?.isConnected).toBe(false);
  expect(new Uint8Array(await (await fetch(link!.href)).arrayBuffer())).toEqual(new Uint8Array([2, 3]));
  expect(() => download(new Uint8Array(1), 'a/b')).toThrow(RangeError);
  expect(() => download('text' as never, 'a')).toThrow(TypeError);
});
