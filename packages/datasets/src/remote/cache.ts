import { show } from '@latentkit/check';
import { CacheError } from '../errors.ts';
import { nodeModule } from '../files/runtime.ts';
import { folderCache } from './folderCache.ts';
import { pageCache } from './pageCache.ts';

/** Keeps downloaded files. A write is whole or not at all. */
export interface DownloadCache {
  /** The file of that name (`'mnist/train-images-idx3-ubyte.gz'`), or undefined where there is none. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Keeps a file, in place of any of that name. */
  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** The cache that the option stands for, its failures named. */
export function cacheFor(caller: string, option: DownloadCache | string | false | undefined): DownloadCache {
  const cache = choose(caller, option);
  const named = async <T>(verb: string, name: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw new CacheError(
        `${caller}: ${name} could not be ${verb} the cache (${(cause as Error | undefined)?.message ?? cause}): free some space, or choose another { cache }, or none with { cache: false }.`,
        { cause },
      );
    }
  };
  return {
    read: (name) => named('read from', name, () => cache.read(name)),
    write: (name, bytes) => named('written to', name, () => cache.write(name, bytes)),
  };
}

function choose(caller: string, option: DownloadCache | string | false | undefined): DownloadCache {
  if (option === false) return none;
  if (option === undefined) return nodeModule('node:fs/promises') ? folderCache() : pageCache();
  if (typeof option === 'string') return folderCache(option);
  if (typeof option.read === 'function' && typeof option.write === 'function') return option;
  throw new TypeError(
    `${caller}: cache is ${show(option)} but { read, write }, a folder's path or false was expected.`,
  );
}

const none: DownloadCache = { read: async () => undefined, write: async () => {} };
