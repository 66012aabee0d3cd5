/** How long training may keep the event loop to itself, in milliseconds: half a frame. */
const budget = 8;

/**
 * Lets the event loop turn whenever `budget` has passed: a page paints and hears its clicks, a worker its messages, a
 * server its requests. Awaiting a promise alone lets none of them in.
 */
export class Pacer {
  #last = now();

  /** Resolves at once, or after one turn of the event loop where it is time for one. */
  async pace(): Promise<void> {
    if (now() - this.#last < budget) return;
    await turn();
    this.#last = now();
  }
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

export function now(): number {
  return performance.now();
}
