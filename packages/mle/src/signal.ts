/**
 * What is used of an `AbortSignal`, spelt out: a program that is compiled without the library `dom` and without Node's types
 * has no such name. The real one fits.
 */
export interface AbortSignalLike {
  /** Throws the reason where it is aborted. */
  throwIfAborted(): void;
}
