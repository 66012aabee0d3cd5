import { nodeModule } from '../files/runtime.ts';
import type { ImageFile } from './imageFile.ts';

/** Files that are meant to be read as pictures. Others (notes, thumbnails' indices) are no part of a folder of pictures. */
const picture = /\.(png|jpe?g|gif|webp|bmp|avif|tiff?|heic)$/i;

/** The pictures of a folder, or of its sub-folders with the number of each, in Unicode order of their names. */
export async function picturesOf(
  folder: string,
  bySubfolder: boolean,
): Promise<{ files: ImageFile[]; labels?: number[] }> {
  const fs = nodeModule<typeof import('node:fs/promises')>('node:fs/promises');
  const path = nodeModule<typeof import('node:path')>('node:path');
  if (!fs || !path) {
    throw new TypeError(`images: files is '${folder}' but several files were expected: only Node can read a folder.`);
  }
  const entriesOf = async (at: string) => {
    const entries = (await fs.readdir(at, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'));
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  };
  const isFolder = async (at: string) => (await fs.stat(at)).isDirectory();
  const picturesIn = async (at: string) => {
    const paths = (await entriesOf(at)).map(({ name }) => path.join(at, name)).filter((file) => picture.test(file));
    const folders = await Promise.all(paths.map(isFolder));
    return paths.filter((_, i) => !folders[i]);
  };
  if (!(await isFolder(folder).catch(() => false))) {
    throw new TypeError(
      `images: files is '${folder}', which is no folder, but a folder or several files were expected: pass one file as [file].`,
    );
  }
  const at = [folder];
  if (bySubfolder) {
    at.length = 0;
    for (const { name } of await entriesOf(folder)) {
      if (await isFolder(path.join(folder, name))) at.push(path.join(folder, name));
    }
  }
  const found = await Promise.all(at.map(picturesIn));
  const empty = bySubfolder ? found.findIndex((files) => files.length === 0) : -1;
  if (found.flat().length === 0 || empty >= 0) {
    const where = empty >= 0 ? at[empty] : folder;
    const hint = bySubfolder ? '' : ", or pictures in sub-folders and { labels: 'folders' },";
    throw new RangeError(`images: files is '${folder}' but pictures${hint} were expected in ${where}.`);
  }
  return {
    files: found.flat(),
    ...(bySubfolder && { labels: found.flatMap((files, label) => files.map(() => label)) }),
  };
}
