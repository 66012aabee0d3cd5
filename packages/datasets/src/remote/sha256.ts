import { DownloadError } from '../errors.ts';
import { nodeModule } from '../files/runtime.ts';

/** jsdom's `crypto` has it not, Node's has. */
function subtle(): SubtleCrypto | undefined {
  return globalThis.crypto?.subtle ?? nodeModule<typeof import('node:crypto')>('node:crypto')?.webcrypto.subtle;
}

/** @throws DownloadError in a page that cannot hash, and so could not verify what it downloads. */
export function assertCanVerify(caller: string): void {
  if (subtle()) return;
  throw new DownloadError(
    `${caller}: a download cannot be verified here, because the page is not a secure context: serve it over https or from localhost, or pass { folder }.`,
  );
}

/** The SHA-256 of bytes, in hexadecimal. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await subtle()!.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
