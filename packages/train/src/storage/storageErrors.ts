import { show } from '@latentkit/check';

/** There is no room for a checkpoint: a full disk, or the quota of a web site. What was there is still there. */
export class StorageFullError extends Error {
  /** Always `'StorageFullError'`. */
  override readonly name = 'StorageFullError';
}

/** A kind of storage is not available where the program runs. The message says which one is. */
export class StorageUnavailableError extends Error {
  /** Always `'StorageUnavailableError'`. */
  override readonly name = 'StorageUnavailableError';
}

/** @throws TypeError unless a string, RangeError where a storage could not use it as a name. */
export function assertFileName(caller: string, argument: string, name: unknown): void {
  if (typeof name !== 'string') {
    throw new TypeError(`${caller}: ${argument} is ${show(name)} but a string was expected.`);
  }
  if (name === '' || name === '.' || name === '..' || /[/\\]/.test(name)) {
    throw new RangeError(`${caller}: ${argument} is ${show(name)} but a name without / or \\ was expected.`);
  }
}

/** What a browser throws for want of room becomes a `StorageFullError` that says what to do; the rest stays. */
export function explainQuota(caller: string, size: number, error: unknown): unknown {
  if ((error as Error | null)?.name !== 'QuotaExceededError') return error;
  return new StorageFullError(
    `${caller}: a checkpoint of ${(size / 1e6).toPrecision(3)} MB does not fit into the room that the browser gives this ` +
      'site; the one before is still there. Delete other data of the site, free disk space, or keep the checkpoint with ' +
      'download(bytes, fileName).',
    { cause: error },
  );
}
