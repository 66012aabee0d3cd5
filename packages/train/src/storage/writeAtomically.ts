import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The operations on files that a write takes; tests put failing ones in their place. */
export const fileSystem = { mkdir, open, rename, rm };

/**
 * Writes a file so that at every moment, also when the power fails, the path holds either the old content or the new:
 * the bytes go to a file beside it and to the disk itself, then that file takes the name, then the folder goes to disk.
 */
export async function writeAtomically(path: string, bytes: Uint8Array, fs = fileSystem): Promise<void> {
  const folder = dirname(path);
  await fs.mkdir(folder, { recursive: true });
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await fs.open(beside, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await fs.rename(beside, path);
  } catch (error) {
    await fs.rm(beside, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(folder, fs);
}

/** Windows cannot open a folder, and some network disks cannot sync one: the file itself is safe without. */
async function syncFolder(folder: string, fs: typeof fileSystem): Promise<void> {
  try {
    const handle = await fs.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // the content is whole either way
  }
}
