import { useBackend } from '@latentkit/backend';
import { expectNoLeak } from '@latentkit/testing';
import { tensor, tensor4d, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { images } from './images.ts';
import { toPng } from './toPng.ts';

beforeAll(() => useBackend('cpu'));

/** The grid again, by another decoder: the browser's in Chromium. */
async function pixels(png: Uint8Array, height: number, width: number, channels: 1 | 3 = 1): Promise<number[]> {
  const { data } = (await images([png], { size: [height, width], channels })).at(0);
  return [...data].map((value) => Math.round(value * 255));
}

test('grey pictures in rows, white between, around and after them', async () => {
  const pictures = tensor(
    [0, 51, 102, 153, 10, 20].map((byte) => byte / 255),
    [3, 1, 2, 1],
  );
  let png: Uint8Array<ArrayBuffer>;
  await expectNoLeak(async () => {
    png = await toPng(pictures, { columns: 2, gap: 1 });
  });
  const W = 255;
  expect(await pixels(png!, 5, 7)).toEqual(
    [
      [W, W, W, W, W, W, W],
      [W, 0, 51, W, 102, 153, W],
      [W, W, W, W, W, W, W],
      [W, 10, 20, W, W, W, W],
      [W, W, W, W, W, W, W],
    ].flat(),
  );
  // Signature, then IHDR: 7 by 5, 8 bits, grey. The view is of its own memory, as `new Blob([png])` wants it.
  expect([...png!.subarray(0, 26)]).toEqual([
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 7, 0, 0, 0, 5, 8, 0,
  ]);
  expect(png!.byteLength).toBe(png!.buffer.byteLength);
});

test('colour, each pixel drawn as a square', async () => {
  const png = await toPng(
    tensor4d([
      [
        [
          [1, 0, 0.5],
          [0, 1, 0],
        ],
      ],
    ]),
    { gap: 0, scale: 2 },
  );
  const row = [255, 0, 128, 255, 0, 128, 0, 255, 0, 0, 255, 0];
  expect(await pixels(png, 2, 4, 3)).toEqual([...row, ...row]);
});

test('the bytes are the same everywhere', async () => {
  const values = Array.from({ length: 600 }, (_, i) => ((i * 37) % 256) / 255);
  const png = await toPng(tensor(values, [6, 10, 10, 1]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', png));
  expect([png.length, ...digest.subarray(0, 4)]).toEqual([557, 19, 10, 173, 138]);
});

test.each<[string, () => Promise<unknown>]>([
  ['toPng: pictures[1][0][1][0] is 1.5 but a value from 0 to 1', () => toPng(tensor4d([0, 0, 1, 1.5], [2, 1, 2, 1]))],
  ['toPng: pictures[0][0][0][2] is NaN but', () => toPng(tensor4d([0, 0, Number.NaN], [1, 1, 1, 3]))],
  ['toPng: pictures has shape [28,28,1] but [n,height,width,1] or', () => toPng(zeros([28, 28, 1]))],
  ['toPng: pictures has shape [1,2,2,2] but', () => toPng(zeros([1, 2, 2, 2]))],
  ['toPng: pictures has shape [0,2,2,1] but', () => toPng(zeros([0, 2, 2, 1]))],
  ['toPng: columns is 0', () => toPng(zeros([1, 2, 2, 1]), { columns: 0 })],
  ['toPng: gap is -1', () => toPng(zeros([1, 2, 2, 1]), { gap: -1 })],
  ['toPng: scale is 1.5', () => toPng(zeros([1, 2, 2, 1]), { scale: 1.5 })],
])('%s', async (message, act) => {
  await expect(act()).rejects.toThrow(message);
});
