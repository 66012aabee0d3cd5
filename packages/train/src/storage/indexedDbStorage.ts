import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { assertBytes } from '../assertBytes.ts';
import type { CheckpointStorage } from './CheckpointStorage.ts';
import { assertFileName, explainQuota, StorageUnavailableError } from './storageErrors.ts';

const caller = 'indexedDbStorage';

interface Schema extends DBSchema {
  checkpoints: { key: string; value: Uint8Array };
}

/**
 * Keeps a checkpoint in the page's IndexedDB, which outlives the page: database `latentkit`, store `checkpoints`. In
 * pages and workers of every browser.
 *
 * @param name the key of the checkpoint, without `/`
 * @returns the slot of that name: the same for every page of the site
 * @throws TypeError, RangeError for a bad name
 * @throws StorageUnavailableError where there is no IndexedDB, as in Node
 * @example
 * ```ts browser
 * const storage = indexedDbStorage('digits');
 * await storage.write(new Uint8Array([1, 2]));
 * ```
 */
export function indexedDbStorage(name: string): CheckpointStorage {
  assertFileName(caller, 'name', name);
  if (typeof indexedDB === 'undefined') {
    throw new StorageUnavailableError(
      `${caller}: there is no IndexedDB here. In Node take fileStorage(path) from @latentkit/train/node.`,
    );
  }
  return {
    async write(bytes) {
      assertBytes(caller, bytes);
      await withDatabase(async (database) => {
        try {
          const transaction = database.transaction('checkpoints', 'readwrite', { durability: 'strict' });
          // A copy: of a view the browser would store the whole buffer.
          await Promise.all([transaction.store.put(new Uint8Array(bytes), name), transaction.done]);
        } catch (error) {
          throw explainQuota(caller, bytes.length, error);
        }
      });
    },
    read: () => withDatabase((database) => database.get('checkpoints', name)),
  };
}

/** The database is open only while it is used: one that stays open stands in the way of whoever wants to delete it. */
async function withDatabase<T>(use: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  const database = await openDB<Schema>('latentkit', 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore('checkpoints');
    },
  });
  try {
    return await use(database);
  } finally {
    database.close();
  }
}
