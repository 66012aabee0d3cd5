import { show } from '@latentkit/check';
import { CorruptFileError, DownloadError } from '../errors.ts';
import { isUrl } from '../files/address.ts';
import { bytesOf, isBlob } from '../files/blob.ts';
import type { BlobLike } from '../files/platform.ts';
import { readUrl } from '../files/readUrl.ts';
import { kindOf } from '../values/flatten.ts';

/** A table: its text, a file or blob, the bytes of one, or the `URL` of one, in Node also a `file:` URL. */
export type CsvSource = string | BlobLike | Uint8Array | { readonly href: string };

/** @throws TypeError unless one of these */
export function assertIsSource(source: unknown): asserts source is CsvSource {
  const isText = typeof source === 'string';
  if (!isText && (isBlob(source) || isUrl(source) || kindOf(source) === 'Uint8Array')) return;
  if (isText && source.includes('\n')) return;
  const remedy = isText
    ? 'the text of a table of at least two lines was expected: for a file pass its URL, such as pathToFileURL(path)'
    : 'text, a file or blob, bytes, or a URL was expected';
  throw new TypeError(`csv: source is ${show(source)} but ${remedy}.`);
}

/** The text of a table. @throws DownloadError where it cannot be read, CorruptFileError where it is not UTF-8 */
export async function textOf(source: CsvSource): Promise<string> {
  if (typeof source === 'string') return source;
  const bytes = await read(source);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CorruptFileError('csv: source is not UTF-8 text: save it as such.', { cause });
  }
}

async function read(source: Exclude<CsvSource, string>): Promise<Uint8Array> {
  if (isBlob(source)) return bytesOf(source);
  if (!isUrl(source)) return source;
  try {
    return await readUrl(source);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DownloadError(`csv: source (${source.href}) could not be read: ${reason}.`, { cause });
  }
}
