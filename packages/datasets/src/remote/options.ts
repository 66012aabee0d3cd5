import type { AbortSignalLike } from '@latentkit/check';
import { assertBoolean, assertFunction, assertMethods, checkOptions } from '@latentkit/check';
import { addressOf } from '../files/address.ts';
import type { Address, ResponseLike } from '../files/platform.ts';
import type { DownloadCache } from './cache.ts';
import type { Folder } from './readFolder.ts';

/** How far a download is. */
export interface DownloadProgress {
  /** The file, as it is published. */
  readonly file: string;
  /** Bytes received so far. */
  readonly received: number;
  /** Bytes in all. */
  readonly total: number;
}

/** What to load, from where, and where to keep it. */
export interface RemoteOptions<L extends boolean = false> {
  /** Whether each example comes with its class. Default `false`; labels are then not downloaded either. */
  readonly labels?: L;
  /**
   * A folder that holds the published files, gzipped or not, under these or other names that
   * are in use (`train-images.idx3-ubyte`): nothing is downloaded. In Node a path; in a page a
   * directory handle (`showDirectoryPicker()`); or a function that gives a file's bytes by its name.
   */
  readonly folder?: Folder;
  /** Where to download from instead of the published addresses, for a copy of your own: the folder's address. */
  readonly baseUrl?: Address;
  /** What to download with. Default: the global `fetch`. */
  fetch?(address: string, options?: { readonly signal?: AbortSignalLike | null }): Promise<ResponseLike>;
  /**
   * Where verified files are kept: a cache of your own, in Node also the path of a folder, or `false` for nowhere.
   * Default: in Node `latentkit` in the user's cache folder (`XDG_CACHE_HOME`, `~/Library/Caches`, `LOCALAPPDATA`);
   * in a page the browser's Cache storage.
   */
  readonly cache?: DownloadCache | string | false;
  /** Stops the download when aborted; nothing of it is kept. */
  readonly signal?: AbortSignalLike;
  /** Told how far each download is. Not called for what comes from the cache or a folder. */
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/** @throws TypeError unless these options, each of its type; `folder` and `cache` are checked where they are used */
export function assertRemoteOptions(caller: string, options: RemoteOptions<boolean>): void {
  const names = ['labels', 'folder', 'baseUrl', 'fetch', 'cache', 'signal', 'onProgress'] as const;
  const { labels, baseUrl, fetch, signal, onProgress } = checkOptions(caller, options, names);
  if (labels !== undefined) assertBoolean(caller, 'labels', labels);
  if (baseUrl !== undefined) addressOf(caller, 'baseUrl', baseUrl);
  if (fetch !== undefined) assertFunction(caller, 'fetch', fetch);
  if (signal !== undefined) assertMethods(caller, 'signal', signal, ['throwIfAborted']);
  if (onProgress !== undefined) assertFunction(caller, 'onProgress', onProgress);
}

/** A file as published. */
export interface PublishedFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** In hexadecimal. */
  readonly sha256: string;
}
