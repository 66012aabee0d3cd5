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
   * A folder that holds the published files, gzipped or not: nothing is downloaded. In Node a path; in a page a
   * directory handle (`showDirectoryPicker()`); or a function that gives a file's bytes by its name.
   */
  readonly folder?: Folder;
  /** Where to download from instead of the published addresses, for a copy of your own: the folder's address. */
  readonly baseUrl?: string | URL;
  /** What to download with. Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /**
   * Where verified files are kept: a cache of your own, in Node also the path of a folder, or `false` for nowhere.
   * Default: in Node `latentkit` in the user's cache folder (`XDG_CACHE_HOME`, `~/Library/Caches`, `LOCALAPPDATA`);
   * in a page the browser's Cache storage.
   */
  readonly cache?: DownloadCache | string | false;
  /** Stops the download when aborted; nothing of it is kept. */
  readonly signal?: AbortSignal;
  /** Told how far each download is. Not called for what comes from the cache or a folder. */
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/** A file as published. */
export interface PublishedFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** In hexadecimal. */
  readonly sha256: string;
}
