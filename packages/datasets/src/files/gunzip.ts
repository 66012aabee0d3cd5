import { CorruptFileError } from '../errors.ts';
import { nodeModule } from './runtime.ts';

/** Gunzips what is gzipped (by its first two bytes) and gives anything else back as it is. */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    // Node has had this for longer than it has had streams of the web, and jsdom has none of these.
    const zlib = nodeModule<typeof import('node:zlib')>('node:zlib');
    if (zlib) return new Uint8Array(zlib.gunzipSync(bytes));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw new CorruptFileError(`${name}: the gzip stream is truncated or damaged.`, { cause });
  }
}
