import { nodeModule } from '../../environment.ts';
import { type BinaryName, shippedFiles } from './shippedFiles.ts';

/**
 * Where there is a disk: the binary in tfjs's package, or else the one beside this code. A server's bundle may hold the
 * code of both and the files of neither: then undefined.
 */
export function readInstalled(file: BinaryName): Uint8Array<ArrayBuffer> | undefined {
  const module = nodeModule<typeof import('node:module')>('node:module');
  if (!module?.createRequire) return undefined;
  // In CommonJS the path, which may hold any character; in a module its address.
  const inTfjs = () =>
    module
      .createRequire(typeof __filename === 'string' ? __filename : import.meta.url)
      .resolve(`@tensorflow/tfjs-backend-wasm/dist/${file}`);
  const beside = () => (typeof __dirname === 'string' ? `${__dirname}/${file}` : shippedFiles[file]().href);
  return read(inTfjs) ?? read(beside);
}

/** The file at a path, or at a `file:` address; undefined where there is none, or no disk. */
export function readPath(path: string): Uint8Array<ArrayBuffer> | undefined {
  return read(() => path);
}

function read(find: () => string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const { readFileSync } = nodeModule<typeof import('node:fs')>('node:fs')!;
    const { fileURLToPath } = nodeModule<typeof import('node:url')>('node:url')!;
    const path = find();
    // A copy, of the kind that this code knows: Jest gives its tests arrays of their own.
    return new Uint8Array(readFileSync(path.startsWith('file:') ? fileURLToPath(path) : path));
  } catch {
    return undefined;
  }
}
