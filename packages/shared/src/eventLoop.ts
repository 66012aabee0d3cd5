/** How long work may keep the event loop to itself, in milliseconds: half a frame. */
const budget = 8;

/** For long work to call now and then: gives a promise where it is time to let the event loop turn. */
export type Pause = () => Promise<void> | undefined;

/**
 * A pause for one piece of work: whenever `budget` has passed, it lets the event loop turn. A page paints and handles
 * clicks, a worker its messages, a server its requests; awaiting a promise alone lets none of them in.
 *
 * @param signal aborts the work: the pause throws its reason
 */
export function makePause(signal?: { throwIfAborted(): void }): Pause {
  let last = performance.now();
  const rest = async () => {
    await turn();
    last = performance.now();
    signal?.throwIfAborted();
  };
  return () => {
    signal?.throwIfAborted();
    return performance.now() - last < budget ? undefined : rest();
  };
}

/**
 * One turn of the event loop, by the first of what there is: `setImmediate` in Node, Bun and Deno; a message in pages and
 * workers, where `setTimeout` waits 4 ms when it is used again and again; that where neither is, as in Jest's jsdom.
 */
export function turn(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve));
  if (typeof MessageChannel !== 'function') return new Promise((resolve) => setTimeout(resolve, 0));
  return new Promise((resolve) => {
    // A channel for every turn, closed after it: an open one would keep Node from ending.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
