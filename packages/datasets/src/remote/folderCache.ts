import { nodeModule } from '../files/runtime.ts';
import type { DownloadCache } from './cache.ts';

/** Keeps files in a folder, by default the user's own cache folder. Node only. A file is written beside and renamed. */
export function folderCache(folder?: string): DownloadCache {
  const fs = nodeModule<typeof import('node:fs/promises')>('node:fs/promises');
  const path = nodeModule<typeof import('node:path')>('node:path');
  const crypto = nodeModule<typeof import('node:crypto')>('node:crypto');
  if (!fs || !path || !crypto) throw new TypeError('cache: the path of a folder can only be given in Node.');
  const root = folder ?? path.join(userCacheFolder(path), 'latentkit');
  return {
    async read(name) {
      try {
        return new Uint8Array(await fs.readFile(path.join(root, name)));
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async write(name, bytes) {
      const target = path.join(root, name);
      const beside = `${target}.${crypto.randomUUID()}.part`;
      await fs.mkdir(path.dirname(target), { recursive: true });
      try {
        await fs.writeFile(beside, bytes, { flush: true });
        await fs.rename(beside, target);
      } catch (error) {
        await fs.rm(beside, { force: true });
        throw error;
      }
    },
  };
}

function userCacheFolder(path: typeof import('node:path')): string {
  const { env, platform } = globalThis.process;
  const home = nodeModule<typeof import('node:os')>('node:os')!.homedir();
  if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME;
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches');
  if (platform === 'win32') return env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local');
  return path.join(home, '.cache');
}
