/** What of an `AbortSignal` is used here. */
interface AbortSource {
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * The same items, but an abort is heard while the next one is still awaited: a source that hangs cannot hang its reader.
 * The source is closed however the reading ends, and an item that comes too late is discarded.
 */
export async function* abortable<T>(
  source: AsyncIterable<T>,
  signal: AbortSource | undefined,
  discard: (item: T) => void,
): AsyncGenerator<T, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  let awaited: Promise<IteratorResult<T>> | undefined;
  let ended = false;
  try {
    while (true) {
      signal?.throwIfAborted();
      awaited = iterator.next();
      const result = await orAborted(awaited, signal);
      awaited = undefined;
      if (result.done) {
        ended = true;
        return;
      }
      yield result.value;
    }
  } finally {
    // Where an item is still awaited nobody waits for the source either: an async generator closes only after it.
    if (awaited) {
      awaited.then((late) => late.done || discard(late.value)).catch(() => {});
      iterator.return?.().catch(() => {});
    } else if (!ended) {
      await iterator.return?.();
    }
  }
}

function orAborted<T>(promise: Promise<T>, signal: AbortSource | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
