import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { csv } from './csv.ts';

test('a file, whatever the name of its folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latentkit #1 50% off? '));
  try {
    await writeFile(join(folder, 'points.csv'), 'x\n1\n2\n');
    expect((await csv(pathToFileURL(join(folder, 'points.csv')))).length).toBe(2);
  } finally {
    await rm(folder, { recursive: true });
  }
});
