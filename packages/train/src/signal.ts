/**
 * What is used of an `AbortSignal`, spelt out: a program that is compiled without the library `dom` and without Node's types
 * has no such name. The real one fits.
 */
export interface AbortSignalLike {
  /** Why it was aborted, which is then thrown. */
  readonly reason: unknown;
  /** Throws the reason where it is aborted. */
  throwIfAborted(): void;
  /** Calls the listener once it is aborted. */
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  /** Forgets the listener. */
  removeEventListener(type: 'abort', listener: () => void): void;
}
