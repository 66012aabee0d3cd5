import { assertBytes } from '../assertBytes.ts';
import type { CheckpointStorage } from './CheckpointStorage.ts';
import { assertFileName, explainQuota, StorageUnavailableError } from './storageErrors.ts';

const caller = 'opfsStorage';

/**
 * How many bytes are written at once: no more than the pipe holds through which they reach the file. Chromium closes it
 * where there is no room, and a writer that still waits for it hears that it was closed (AbortError), not why.
 */
const PIPE = 2 ** 16;

/**
 * Keeps a checkpoint as a file in the page's origin private file system, which outlives the page. In pages and workers.
 * The browser writes into a file of its own and swaps the two once all is written.
 *
 * @param name the name of the file, without `/`
 * @returns the slot of that name: the same for every page of the site
 * @throws TypeError, RangeError for a bad name
 * @throws StorageUnavailableError where there is no such file system, or no way to write to it: Node, older Safari
 * @example
 * ```ts browser
 * const storage = opfsStorage('digits.safetensors');
 * await storage.write(new Uint8Array([1, 2]));
 * ```
 */
export function opfsStorage(name: string): CheckpointStorage {
  assertFileName(caller, 'name', name);
  if (typeof navigator === 'undefined' || !navigator.storage?.getDirectory) {
    throw unavailable(
      'there is no origin private file system here (it takes a page served by https or from localhost)',
    );
  }
  if (typeof FileSystemFileHandle === 'undefined' || !('createWritable' in FileSystemFileHandle.prototype)) {
    throw unavailable('this browser cannot write to its origin private file system');
  }
  return {
    async write(bytes) {
      assertBytes(caller, bytes);
      const directory = await root();
      const isNew = (await find(directory, name)) === undefined;
      try {
        const file = await directory.getFileHandle(name, { create: true });
        const writable = await file.createWritable();
        try {
          for (let from = 0; from < bytes.length; from += PIPE) {
            await writable.write(new Uint8Array(bytes.subarray(from, from + PIPE)));
          }
        } catch (error) {
          await writable.abort().catch(() => {});
          throw error;
        }
        await writable.close();
      } catch (error) {
        if (isNew) await directory.removeEntry(name).catch(() => {});
        throw explainQuota(caller, bytes.length, error);
      }
    },
    async read() {
      const file = await (await find(await root(), name))?.getFile();
      // A page closed during its very first write leaves the empty file that the browser began with.
      return file?.size ? new Uint8Array(await file.arrayBuffer()) : undefined;
    },
  };
}

/** Some browsers have the file system but refuse it in private windows. */
async function root(): Promise<FileSystemDirectoryHandle> {
  try {
    return await navigator.storage.getDirectory();
  } catch (error) {
    throw unavailable(`the browser refuses its origin private file system: ${(error as Error).message}`, error);
  }
}

async function find(directory: FileSystemDirectoryHandle, name: string): Promise<FileSystemFileHandle | undefined> {
  try {
    return await directory.getFileHandle(name);
  } catch (error) {
    if ((error as Error).name === 'NotFoundError') return undefined;
    throw error;
  }
}

function unavailable(reason: string, cause?: unknown): StorageUnavailableError {
  return new StorageUnavailableError(
    `${caller}: ${reason}. In a page take indexedDbStorage(name), in Node fileStorage(path) from @latentkit/train/node.`,
    { cause },
  );
}
