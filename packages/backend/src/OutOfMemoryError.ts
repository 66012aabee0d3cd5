/**
 * Thrown on 'wasm' where there is no room for a tensor: WebAssembly has 4 GiB at most, and a browser may give less. What
 * was there still is, and the program can go on with less, such as a smaller batch.
 *
 * @example
 * new OutOfMemoryError(2 ** 34, 2 ** 24).message;  // "wasm: 16384.0 MiB were asked for but there is no room beside the 16.0 MiB in use: try a smaller batch."
 */
export class OutOfMemoryError extends Error {
  override readonly name = 'OutOfMemoryError';

  constructor(
    /** How many bytes were asked for. */
    readonly bytes: number,
    /** How large the heap is already, in bytes. */
    readonly heapBytes: number,
  ) {
    const size = (value: number) => `${(value / 2 ** 20).toFixed(1)} MiB`;
    super(
      `wasm: ${size(bytes)} were asked for but there is no room beside the ${size(heapBytes)} in use: try a smaller batch.`,
    );
  }
}
