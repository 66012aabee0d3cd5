import { DownloadError } from '../errors.ts';
import { addressOf } from '../files/address.ts';
import { gunzip } from '../files/gunzip.ts';
import { cacheFor } from './cache.ts';
import { download } from './download.ts';
import { namesOf } from './namesOf.ts';
import type { PublishedFile, RemoteOptions } from './options.ts';
import { readFolder } from './readFolder.ts';
import { assertCanVerify, sha256 } from './sha256.ts';

/** Where a data set is published. */
export interface Published {
  /** The name of the function that loads it, for errors and the cache. */
  readonly caller: string;
  /** The addresses of the folders that hold its files, in the order to try them. */
  readonly addresses: readonly string[];
}

/**
 * One published file, gunzipped: from the folder, from the cache or from the network, in that order. What is in the
 * cache but has another SHA-256 is downloaded again; only what was verified is cached.
 */
export async function getFile(
  { caller, addresses }: Published,
  file: PublishedFile,
  options: RemoteOptions<boolean>,
): Promise<Uint8Array<ArrayBuffer>> {
  options.signal?.throwIfAborted();
  if (options.folder !== undefined) {
    const names = namesOf(caller, file.name);
    const found = await readFolder(caller, options.folder, names);
    if (!found) throw new DownloadError(`${caller}: folder has none of ${names.join(', ')}.`);
    return gunzip(found, `${caller}: ${file.name}`);
  }
  assertCanVerify(caller);
  const cache = cacheFor(caller, options.cache);
  const name = `${caller}/${file.name}`;
  let bytes = await cache.read(name);
  if (!bytes || (await sha256(bytes)) !== file.sha256) {
    const from = options.baseUrl === undefined ? addresses : [addressOf(caller, 'baseUrl', options.baseUrl)];
    bytes = await download(
      caller,
      file,
      from.map((base) => `${base.replace(/\/?$/, '/')}${file.name}`),
      options,
    );
    options.signal?.throwIfAborted();
    await cache.write(name, bytes);
  }
  return gunzip(bytes, `${caller}: ${file.name}`);
}
