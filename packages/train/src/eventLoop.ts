/** How long training may keep the event loop to itself, in milliseconds: half a frame. */
const budget = 8;

/**
 * Lets the event loop turn whenever `budget` has passed: a page paints and hears its clicks, a worker its messages, a
 * server its requests. Awaiting a promise alone lets none of them in.
 */
export class Pacer {
  #last = now();
  #channel: MessageChannel | undefined;

  /** Resolves at once, or after one turn of the event loop where it is time for one. */
  async pace(): Promise<void> {
    if (now() - this.#last < budget) return;
    await this.#turn();
    this.#last = now();
  }

  dispose(): void {
    this.#channel?.port1.close();
  }

  /** A page's `setTimeout` waits 4 ms when it is used again and again; a message does not. */
  #turn(): Promise<void> {
    if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve));
    // jsdom has neither.
    if (typeof MessageChannel === 'undefined') return new Promise((resolve) => setTimeout(resolve));
    this.#channel ??= new MessageChannel();
    const { port1, port2 } = this.#channel;
    return new Promise((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(undefined);
    });
  }
}

export function now(): number {
  return performance.now();
}
