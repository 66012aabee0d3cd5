import { DownloadError } from '../errors.ts';
import { nodeModule } from './runtime.ts';

/** Reads a file that ships with this package: from the disk in Node, over the network in a page. */
export async function readAsset(url: string | URL, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const { href, protocol } = new URL(url, globalThis.document?.baseURI ?? globalThis.location?.href);
  const files = protocol === 'file:' ? nodeModule<typeof import('node:fs/promises')>('node:fs/promises') : undefined;
  if (files) return new Uint8Array(await files.readFile(new URL(href)));
  const response = await fetch(href);
  if (!response.ok) {
    throw new DownloadError(`digits: ${href} answered ${response.status}: pass { url } of where ${name} is served.`);
  }
  return new Uint8Array(await response.arrayBuffer());
}
