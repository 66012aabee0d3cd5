import { nodeModule } from './runtime.ts';

/** The bytes at an address: in Node also of a file. */
export async function readUrl({ href }: { readonly href: string }): Promise<Uint8Array<ArrayBuffer>> {
  const files = href.startsWith('file:')
    ? nodeModule<typeof import('node:fs/promises')>('node:fs/promises')
    : undefined;
  if (files) {
    const { fileURLToPath } = nodeModule<typeof import('node:url')>('node:url')!;
    return new Uint8Array(await files.readFile(fileURLToPath(href)));
  }
  const response = await fetch(href);
  if (!response.ok) throw new Error(`its address answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
