import type { BinaryName } from './shippedFiles.ts';

/**
 * The binary from the code itself, gzipped and in base64. A chunk of its own, which only those load whose bundler left
 * the file behind: plain Rollup and esbuild do not follow `new URL('./file', import.meta.url)`.
 */
export async function inlineBinary(file: BinaryName): Promise<Uint8Array<ArrayBuffer>> {
  const { base64 } = await (file === 'tfjs-backend-wasm.wasm'
    ? import('./plainBinary.generated.ts')
    : import('./simdBinary.generated.ts'));
  const zipped = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
