/**
 * `'Uint8Array'` for one, also for one of another realm (an iframe, a test runner's sandbox), which `instanceof` does not
 * know, and for Node's `Buffer`; `undefined` for whatever is no typed array.
 */
export function typedArrayName(value: unknown): string | undefined {
  return ArrayBuffer.isView(value) ? (value as { [Symbol.toStringTag]?: string })[Symbol.toStringTag] : undefined;
}
