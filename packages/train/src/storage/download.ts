import { assertBytes } from '../assertBytes.ts';
import { assertFileName, StorageUnavailableError } from './storageErrors.ts';

/**
 * Offers bytes to the user of a page as a download.
 *
 * @param bytes what the file will hold, such as `await encodeCheckpoint(model)`
 * @param fileName the name that the browser proposes, such as `digits.safetensors`
 * @throws TypeError, RangeError for a bad argument
 * @throws StorageUnavailableError outside a page: a worker sends the bytes to its page, Node has `fileStorage`
 * @example
 * ```typescript
 * download(await encodeCheckpoint(model), 'digits.safetensors');
 * ```
 */
export function download(bytes: Uint8Array, fileName: string): void {
  assertBytes('download', bytes);
  assertFileName('download', 'fileName', fileName);
  if (typeof document === 'undefined') {
    throw new StorageUnavailableError(
      'download: there is no page here. From a worker post the bytes to the page; in Node take fileStorage(path) from ' +
        '@latentkit/train/node.',
    );
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }));
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  // Some browsers begin to read only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
