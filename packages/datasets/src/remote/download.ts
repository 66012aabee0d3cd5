import type { AbortSignalLike } from '@latentkit/check';
import { ChecksumError, DownloadError } from '../errors.ts';
import type { ResponseLike } from '../files/platform.ts';
import type { PublishedFile, RemoteOptions } from './options.ts';
import { sha256 } from './sha256.ts';

/**
 * Downloads a published file from the first of its addresses that serves it, whole and with the right SHA-256.
 *
 * @throws ChecksumError where every address serves something else
 * @throws DownloadError where none serves it
 * @throws the signal's reason where it is aborted
 */
export async function download(
  caller: string,
  file: PublishedFile,
  addresses: readonly string[],
  options: RemoteOptions<boolean>,
): Promise<Uint8Array<ArrayBuffer>> {
  const failures: Error[] = [];
  for (const address of addresses) {
    options.signal?.throwIfAborted();
    try {
      const bytes = await receive(caller, file, address, options);
      if ((await sha256(bytes)) === file.sha256) return bytes;
      throw new ChecksumError(`${caller}: ${address} does not have the published SHA-256 ${file.sha256}.`);
    } catch (error) {
      options.signal?.throwIfAborted();
      failures.push(error as Error);
    }
  }
  if (failures.every((failure) => failure instanceof ChecksumError)) throw failures[0]!;
  const reasons = failures.map((failure, i) => `\n  ${addresses[i]}: ${failure.message}`).join('');
  throw new DownloadError(
    `${caller}: ${file.name} could not be downloaded. Pass { baseUrl } for another address, or { folder } for files you have.${reasons}`,
    { cause: failures },
  );
}

async function receive(
  caller: string,
  file: PublishedFile,
  address: string,
  { fetch = globalThis.fetch, signal, onProgress }: RemoteOptions<boolean>,
): Promise<Uint8Array<ArrayBuffer>> {
  const response: ResponseLike = await fetch(address, signal ? { signal: signal as AbortSignal } : {});
  if (!response.ok || !response.body) throw new Error(`answered ${response.status} ${response.statusText}`.trim());
  const bytes = new Uint8Array(file.size);
  let received = 0;
  for await (const chunk of chunksOf(response.body as ReadableStream<Uint8Array>, signal)) {
    if (received + chunk.length > file.size) {
      throw new ChecksumError(
        `${caller}: ${address} serves more than the published ${file.size} bytes.${hint(response)}`,
      );
    }
    bytes.set(chunk, received);
    received += chunk.length;
    onProgress?.({ file: file.name, received, total: file.size });
  }
  if (received < file.size) throw new Error(`ended after ${received} of ${file.size} bytes.${hint(response)}`);
  return bytes;
}

async function* chunksOf(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignalLike | undefined,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      signal?.throwIfAborted();
      yield next.value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function hint({ headers }: ResponseLike): string {
  return headers.get('content-encoding') === 'gzip'
    ? ' It was unpacked on the way: have the server send it without Content-Encoding: gzip.'
    : '';
}
