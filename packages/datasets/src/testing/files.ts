/** For tests: bytes, gzipped. */
export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** For tests: an IDX file of bytes. */
export function idxOf(shape: readonly number[], values: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const sizes = shape.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]);
  return new Uint8Array([0, 0, 8, shape.length, ...sizes, ...Array.from(values)]);
}
