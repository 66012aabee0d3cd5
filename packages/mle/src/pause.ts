import type { AbortSignalLike } from './signal.ts';

/** How long work may keep the event loop to itself, in milliseconds: half a frame. */
const BUDGET = 8;

/** To be called now and then by long work: lets the event loop turn where it is time for it, and hears an abort. */
export type Pause = () => Promise<void> | undefined;

/**
 * A pause for one piece of work. Awaiting a promise alone would let no click and no message in.
 *
 * @param signal what aborts the work
 * @returns to be called between blocks; it throws the signal's reason once that is aborted
 */
export function makePause(signal?: AbortSignalLike): Pause {
  let last = performance.now();
  const turn = async () => {
    await (typeof setImmediate === 'function' ? new Promise<void>((resolve) => setImmediate(resolve)) : message());
    last = performance.now();
    signal?.throwIfAborted();
  };
  return () => {
    signal?.throwIfAborted();
    return performance.now() - last < BUDGET ? undefined : turn();
  };
}

/** A page's `setTimeout` waits 4 ms when it is used again and again; a message does not. */
function message(): Promise<void> {
  // jsdom has no messages.
  if (typeof MessageChannel === 'undefined') return new Promise((resolve) => setTimeout(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
