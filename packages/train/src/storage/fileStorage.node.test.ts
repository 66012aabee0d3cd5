import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testCheckpointStorage } from '@latentkit/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileStorage, fileStorageOn } from './fileStorage.ts';
import { StorageFullError } from './storageErrors.ts';
import { fileSystem } from './writeAtomically.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latentkit-storage-'));
});
afterAll(() => rm(folder, { recursive: true }));

testCheckpointStorage('fileStorage', (slot) => fileStorage(join(folder, 'new', 'folders', slot)));

const old = new Uint8Array([1, 2, 3]);
const fresh = new Uint8Array(100_000).fill(9);

async function slotWithOld(name: string): Promise<{ inside: string; path: string }> {
  const inside = join(folder, name);
  await mkdir(inside);
  const path = join(inside, 'model.safetensors');
  await writeFile(path, old);
  return { inside, path };
}

const failure = (code: string) => Object.assign(new Error(`${code}: told to fail`), { code });

/** The file system, but on the file beside (not the folder) this operation fails. */
function failingAt(operation: 'open' | 'writeFile' | 'sync' | 'close' | 'rename', code: string): typeof fileSystem {
  const fail = () => Promise.reject(failure(code));
  if (operation === 'rename') return { ...fileSystem, rename: fail };
  const open: typeof fileSystem.open = async (path, flags) => {
    if (flags !== 'wx') return fileSystem.open(path, flags);
    if (operation === 'open') return fail();
    const file = await fileSystem.open(path, flags);
    return new Proxy(file, {
      get(target, name) {
        if (name === operation) return operation === 'close' ? () => target.close().then(fail) : partly(target);
        const value = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  };
  // What a disk that fills up does: some of it is written.
  const partly = (file: { write(bytes: Uint8Array): Promise<unknown> }) => () =>
    file.write(fresh.subarray(0, 999)).then(fail);
  return { ...fileSystem, open };
}

describe('a write that fails', () => {
  test.each(['open', 'writeFile', 'sync', 'close', 'rename'] as const)(
    'in %s leaves the old file and nothing else, and says that the disk is full',
    async (operation) => {
      for (const [code, reason] of [
        ['ENOSPC', 'the disk is full'],
        ['EDQUOT', "the user's quota is used up"],
      ] as const) {
        const { inside, path } = await slotWithOld(`${operation}-${code}`);
        const error = await fileStorageOn(path, failingAt(operation, code))
          .write(fresh)
          .catch((thrown) => thrown);
        expect(error).toBeInstanceOf(StorageFullError);
        expect(error.message).toContain(`${path} was not written: ${reason}; a checkpoint takes 0.100 MB`);
        expect(error.cause.code).toBe(code);
        expect(await readdir(inside)).toEqual(['model.safetensors']);
        expect(new Uint8Array(await readFile(path))).toEqual(old);
      }
    },
  );

  test('for another reason gives that reason', async () => {
    const { inside, path } = await slotWithOld('other');
    await expect(fileStorageOn(path, failingAt('writeFile', 'EIO')).write(fresh)).rejects.toThrow('EIO: told to fail');
    expect(await readdir(inside)).toEqual(['model.safetensors']);
  });

  test('to sync the folder does not matter: the file is whole', async () => {
    const { path } = await slotWithOld('unsynced');
    const open: typeof fileSystem.open = (file, flags) =>
      flags === 'r' ? Promise.reject(failure('EISDIR')) : fileSystem.open(file, flags);
    await fileStorageOn(path, { ...fileSystem, open }).write(fresh);
    expect((await readFile(path)).length).toBe(fresh.length);
  });

  test('because the path is a folder', async () => {
    const { inside } = await slotWithOld('is-folder');
    await expect(fileStorage(inside).write(fresh)).rejects.toThrow();
    await expect(fileStorage(inside).read()).rejects.toThrow('EISDIR');
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

test('the file takes its name only when it is on the disk', async () => {
  const { path } = await slotWithOld('order');
  const order: string[] = [];
  const open: typeof fileSystem.open = async (name, flags) => {
    const file = await fileSystem.open(name, flags);
    return new Proxy(file, {
      get(target, key) {
        const value = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          order.push(`${String(key)} ${flags === 'r' ? 'folder' : 'file'}`);
          return value.apply(target, args);
        };
      },
    });
  };
  const rename: typeof fileSystem.rename = (from, to) => {
    order.push('rename');
    return fileSystem.rename(from, to);
  };
  await fileStorageOn(path, { ...fileSystem, open, rename }).write(fresh);
  expect(order).toEqual(['writeFile file', 'sync file', 'close file', 'rename', 'sync folder', 'close folder']);
});

test.each([
  [undefined, TypeError],
  [3, TypeError],
  ['', RangeError],
  ['a\0b', RangeError],
])('refuses the path %j', (path, error) => {
  expect(() => fileStorage(path as never)).toThrow(error);
});

test('a full disk, a real one where this machine lets us have one', async ({ skip }) => {
  const disk = join(folder, 'disk');
  await mkdir(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    skip('mounting a small disk takes root on Linux');
  }
  try {
    const storage = fileStorage(join(disk, 'model.safetensors'));
    await storage.write(old);
    await expect(storage.write(fresh)).rejects.toThrow(StorageFullError);
    expect(await storage.read()).toEqual(old);
    expect(await readdir(disk)).toEqual(['model.safetensors']);
    await storage.write(fresh.subarray(0, 20_000));
    expect((await storage.read())?.length).toBe(20_000);
  } finally {
    execFileSync('umount', [disk]);
  }
});
