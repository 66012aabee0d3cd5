import { show } from '@latentkit/check';
import { bytesOf, isBlob } from '../files/blob.ts';
import type { BlobLike, FolderHandle } from '../files/platform.ts';
import { nodeModule } from '../files/runtime.ts';

/** Where files lie: a path (Node), a directory handle (page), or a function from a name to its bytes, if it has any. */
export type Folder =
  | string
  | FolderHandle
  | ((name: string) => Promise<Uint8Array | ArrayBuffer | BlobLike | undefined>);

/** The first of the names that the folder holds, or undefined. A name may lie in a folder: `a/b`. */
export async function readFolder(
  caller: string,
  folder: Folder,
  names: readonly string[],
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const read = reader(caller, folder);
  for (const name of names) {
    const found = await read(name);
    if (isBlob(found)) return bytesOf(found);
    if (found) return new Uint8Array(ArrayBuffer.isView(found) ? found : new Uint8Array(found));
  }
  return undefined;
}

function reader(caller: string, folder: Folder): Extract<Folder, (name: string) => unknown> {
  if (typeof folder === 'function') return folder;
  if (typeof folder === 'string') {
    const fs = nodeModule<typeof import('node:fs/promises')>('node:fs/promises');
    const path = nodeModule<typeof import('node:path')>('node:path');
    if (fs && path) return (name) => fs.readFile(path.join(folder, name)).catch(nothing);
  } else if (typeof folder?.getFileHandle === 'function') {
    return (name) => readHandle(folder, name.split('/')).catch(nothing);
  }
  throw new TypeError(
    `${caller}: folder is ${show(folder)} but a path (in Node), a directory handle (in a page) or a function was expected.`,
  );
}

async function readHandle(folder: FolderHandle, [name, ...rest]: string[]): Promise<BlobLike> {
  if (rest.length > 0) return readHandle(await folder.getDirectoryHandle(name!), rest);
  return (await folder.getFileHandle(name!)).getFile();
}

const notThere = ['ENOENT', 'ENOTDIR', 'EISDIR', 'NotFoundError', 'TypeMismatchError'];

/** Takes "not there", also because it is a folder and not a file, for an answer, and nothing else. */
function nothing(error: { code?: unknown; name?: string }): undefined {
  if (notThere.includes(error.code as string) || notThere.includes(error.name!)) return undefined;
  throw error;
}
