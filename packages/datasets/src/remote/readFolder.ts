import { show } from '@latentkit/check';
import { nodeModule } from '../files/runtime.ts';

/** Where files lie: a path (Node), a directory handle (page), or a function from a name to its bytes, if it has any. */
export type Folder =
  | string
  | FileSystemDirectoryHandle
  | ((name: string) => Promise<Uint8Array | ArrayBuffer | Blob | undefined>);

/** The first of the names that the folder holds, or undefined. */
export async function readFolder(
  caller: string,
  folder: Folder,
  names: readonly string[],
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const read = reader(caller, folder);
  for (const name of names) {
    const found = await read(name);
    if (found instanceof Blob) return new Uint8Array(await found.arrayBuffer());
    if (found) return new Uint8Array(found instanceof Uint8Array ? found : new Uint8Array(found));
  }
  return undefined;
}

function reader(caller: string, folder: Folder): Exclude<Folder, string | FileSystemDirectoryHandle> {
  if (typeof folder === 'function') return folder;
  if (typeof folder === 'string') {
    const fs = nodeModule<typeof import('node:fs/promises')>('node:fs/promises');
    const path = nodeModule<typeof import('node:path')>('node:path');
    if (fs && path) return (name) => fs.readFile(path.join(folder, name)).catch(unless('ENOENT'));
  } else if (typeof folder?.getFileHandle === 'function') {
    return (name) =>
      folder
        .getFileHandle(name)
        .then((handle) => handle.getFile())
        .catch(unless('NotFoundError'));
  }
  throw new TypeError(
    `${caller}: folder is ${show(folder)} but a path (in Node), a directory handle (in a page) or a function was expected.`,
  );
}

/** Takes "not there" for an answer and nothing else. */
function unless(missing: string): (error: { code?: unknown; name?: string }) => undefined {
  return (error) => {
    if (error.code === missing || error.name === missing) return undefined;
    throw error;
  };
}
