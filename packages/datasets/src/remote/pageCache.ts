import type { DownloadCache } from './cache.ts';

/** Keeps files in the browser's Cache storage, under addresses of this site that nothing else asks for. */
export function pageCache(): DownloadCache {
  const open = () => globalThis.caches.open('latentkit-datasets');
  const address = (name: string) => new URL(`/latentkit-datasets/${name}`, globalThis.location.href).href;
  return {
    async read(name) {
      const response = await (await open()).match(address(name));
      return response && new Uint8Array(await response.arrayBuffer());
    },
    async write(name, bytes) {
      await (await open()).put(address(name), new Response(bytes));
    },
  };
}
