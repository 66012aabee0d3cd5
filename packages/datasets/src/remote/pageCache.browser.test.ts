import { expect, test } from 'vitest';
import { fetchOf, madeUpFamily } from '../testing/madeUpFamily.ts';
import { idxFamily } from './idxFamily.ts';
import { pageCache } from './pageCache.ts';

test('by default a page keeps files in its Cache storage', async () => {
  await caches.delete('latentkit-datasets');
  const { family, files } = await madeUpFamily();
  const server = fetchOf(files);
  await idxFamily(family, { fetch: server.fetch });
  await idxFamily(family, { fetch: server.fetch });
  expect(server.asked.length).toBe(2);
  expect(await pageCache().read('madeUp/train-images.gz')).toEqual(files['train-images.gz']);
  expect(await pageCache().read('madeUp/nothing')).toBeUndefined();
});

test('a directory handle is a folder', async () => {
  const { family, files } = await madeUpFamily();
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('data', { create: true });
  for (const [name, bytes] of Object.entries(files)) {
    const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await file.write(bytes);
    await file.close();
  }
  const { test } = await idxFamily(family, { folder, labels: true });
  expect(test.at(4).label).toBe(4);
  await folder.removeEntry('test-images.gz');
  await expect(idxFamily(family, { folder })).rejects.toThrow('folder has none of test-images.gz, test-images.');
});
