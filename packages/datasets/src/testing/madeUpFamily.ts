import type { IdxFamily } from '../remote/idxFamily.ts';
import { sha256 } from '../remote/sha256.ts';
import { gzip, idxOf } from './files.ts';

/** For tests: a small data set of the MNIST family, and its files by name. */
export async function madeUpFamily(): Promise<{ family: IdxFamily; files: Record<string, Uint8Array<ArrayBuffer>> }> {
  const files: Record<string, Uint8Array<ArrayBuffer>> = {};
  const publish = async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
    const packed = await gzip(bytes);
    files[name] = packed;
    return { name, size: packed.length, sha256: await sha256(packed) };
  };
  const part = async (name: string, count: number) => ({
    count,
    images: await publish(
      `${name}-images.gz`,
      idxOf(
        [count, 2, 3],
        Array.from({ length: count * 6 }, (_, i) => (i * 37) % 256),
      ),
    ),
    labels: await publish(
      `${name}-labels.gz`,
      idxOf(
        [count],
        Array.from({ length: count }, (_, i) => i % 10),
      ),
    ),
  });
  const family: IdxFamily = {
    caller: 'madeUp',
    addresses: ['https://one.invalid/data', 'https://two.invalid/data/'],
    size: [2, 3],
    classes: 10,
    train: await part('train', 30),
    test: await part('test', 10),
  };
  return { family, files };
}

/** For tests: a cache in memory that counts. */
export function memoryCache() {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    kept,
    read: async (name: string) => kept.get(name),
    write: async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
      kept.set(name, bytes);
    },
  };
}

/** For tests: a `fetch` over files by name, which notes what it was asked. */
export function fetchOf(files: Record<string, Uint8Array<ArrayBuffer>>) {
  const asked: string[] = [];
  const fetch = async (input: RequestInfo | URL) => {
    asked.push(String(input));
    const bytes = files[String(input).split('/').at(-1)!];
    return bytes ? new Response(bytes) : new Response('gone', { status: 404, statusText: 'Not Found' });
  };
  return { asked, fetch: fetch as typeof globalThis.fetch };
}
