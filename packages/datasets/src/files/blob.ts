import type { BlobLike } from './platform.ts';

/** Whether it is a blob or file, of this or another realm. */
export function isBlob(value: unknown): value is BlobLike {
  const { size, arrayBuffer } = Object(value) as Partial<Record<keyof BlobLike, unknown>>;
  return typeof size === 'number' && typeof arrayBuffer === 'function';
}

/** Its bytes. */
export async function bytesOf(blob: BlobLike): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}
