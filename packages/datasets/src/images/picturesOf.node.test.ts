import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { images } from '../images.ts';
import { png } from '../testing/pictures.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latentkit pictures #1 '));
});
afterEach(() => rm(folder, { recursive: true }));

const size = [1, 1] as const;
const write = async (name: string, level: number) => {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), png(1, 1, new Uint8Array([level])));
};

test('a folder is its pictures in the order of their names, and nothing else of it', async () => {
  for (const [i, name] of ['b.png', '2.PNG', '10.png', 'below/c.png', '.hidden.png', 'below.png/d.png'].entries()) {
    await write(name, 51 * i);
  }
  await writeFile(join(folder, 'notes.txt'), 'no picture');
  const set = await images(folder, { size, channels: 1 });
  expect(Array.from({ length: set.length }, (_, i) => Math.round(set.at(i).data[0]! * 5))).toEqual([2, 1, 0]);
});

test('classes are the sub-folders, in the order of their names', async () => {
  for (const [i, name] of ['tulip/a.png', 'rose/b.png', 'rose/a.png', 'own.png'].entries()) await write(name, 51 * i);
  const set = await images(folder, { size, channels: 1, labels: 'folders' });
  expect(Array.from({ length: set.length }, (_, i) => [Math.round(set.at(i).data[0]! * 5), set.at(i).label])).toEqual([
    [2, 0],
    [1, 0],
    [0, 1],
  ]);
  await mkdir(join(folder, 'aster'));
  await expect(images(folder, { size, labels: 'folders' })).rejects.toThrow(/pictures were expected in .*aster\./);
});

test('a file that is named as a picture and is none is an error, and so is a folder without any', async () => {
  await expect(images(folder, { size })).rejects.toThrow(
    /^images: files is .* but pictures.*'folders'.* were expected/,
  );
  await writeFile(join(folder, 'a.webp'), 'RIFF');
  await expect(images(folder, { size })).rejects.toThrow(/files\[0\] \(.*a\.webp\) could not be read/);
  await expect(images(join(folder, 'a.webp'), { size })).rejects.toThrow('which is no folder');
  await expect(images(join(folder, 'nowhere'), { size })).rejects.toThrow('which is no folder');
});
