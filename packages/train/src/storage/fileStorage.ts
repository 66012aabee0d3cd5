import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { show } from '@latentkit/check';
import { assertBytes } from '../assertBytes.ts';
import type { CheckpointStorage } from './CheckpointStorage.ts';
import { StorageFullError } from './storageErrors.ts';
import { fileSystem, writeAtomically } from './writeAtomically.ts';

const caller = 'fileStorage';

/**
 * Keeps a checkpoint in a file, in Node: `import { fileStorage } from '@latentkit/train/node'`. Each write goes to a file
 * beside it, to the disk, and only then takes its place: a crash or a full disk leaves the old one.
 *
 * @param path of the file, usually ending in `.safetensors`; folders that are missing are made at the first write
 * @returns the slot that is this file
 * @throws TypeError, RangeError for a bad path
 * @example
 * const storage = fileStorage('runs/not-yet.safetensors');
 * await storage.read().then((bytes) => bytes === undefined);  // true
 */
export function fileStorage(path: string): CheckpointStorage {
  return fileStorageOn(path, fileSystem);
}

/** `fileStorage`, over the operations given. */
export function fileStorageOn(path: string, fs: typeof fileSystem): CheckpointStorage {
  if (typeof path !== 'string') throw new TypeError(`${caller}: path is ${show(path)} but a string was expected.`);
  if (path === '' || path.includes('\0')) {
    throw new RangeError(`${caller}: path is ${show(path)} but the path of a file was expected.`);
  }
  // Resolved now: the program may change its folder later.
  const file = resolve(path);
  return {
    async write(bytes) {
      assertBytes(caller, bytes);
      try {
        await writeAtomically(file, bytes, fs);
      } catch (error) {
        throw explain(file, bytes.length, error);
      }
    },
    async read() {
      try {
        return new Uint8Array(await readFile(file));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}

function explain(file: string, size: number, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const reason = { ENOSPC: 'the disk is full', EDQUOT: "the user's quota is used up" }[code ?? ''];
  if (!reason) return error;
  return new StorageFullError(
    `${caller}: ${file} was not written: ${reason}; a checkpoint takes ${(size / 1e6).toPrecision(3)} MB beside the one ` +
      'it replaces. What was there is still there. Free some space, or choose a path on another disk.',
    { cause: error },
  );
}
