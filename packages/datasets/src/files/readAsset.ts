import { DownloadError } from '../errors.ts';
import { nodeModule } from './runtime.ts';

/** Reads a file that ships with this package, by its absolute address: from the disk in Node, over the network in a page. */
export async function readAsset(href: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const files = href.startsWith('file:')
    ? nodeModule<typeof import('node:fs/promises')>('node:fs/promises')
    : undefined;
  try {
    if (files) {
      const { fileURLToPath } = nodeModule<typeof import('node:url')>('node:url')!;
      return new Uint8Array(await files.readFile(fileURLToPath(href)));
    }
    // Vite before 8 moves the code of a dependency, and not its files, to where it prepares it for development.
    const response = await fetch(href.replace(/\/\.vite\/deps\/(?=[^/]*$)/, '/@latentkit/datasets/dist/'));
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
    // Development servers answer with the page where there is no file.
    if (response.headers.get('content-type')?.startsWith('text/html')) throw new Error(`${response.url} is a page`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new DownloadError(
      `digits: ${name} was not found at ${href} (${(cause as Error).message}): copy it from node_modules/@latentkit/datasets/dist to where it is served, and pass its address as { url }.`,
      { cause },
    );
  }
}

/**
 * The address of a file beside this code. In CommonJS from the code's path, which may hold any character; a bundler
 * follows the other form.
 */
export function besideCode(address: () => URL, name: string): string {
  const url = nodeModule<typeof import('node:url')>('node:url');
  return (typeof __dirname === 'string' && url ? url.pathToFileURL(`${__dirname}/${name}`) : address()).href;
}
