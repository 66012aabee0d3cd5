import { describe, expect, test } from 'vitest';
import { UnreadableImageError } from './errors.ts';
import { images } from './images.ts';
import { jpegOfQuadrants, png, quadrants } from './testing/pictures.ts';

const [R, G, B, W] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
] as const;
const bytesOf = (data: Float32Array) => [...data].map((value) => Math.round(value * 255));
const small = { size: [2, 2] } as const;

describe('reads', () => {
  test.each([
    ['a PNG of three channels', png(8, 8, quadrants(4))],
    ['a PNG of four', png(8, 8, quadrants(4, 4))],
    ['a blob', new Blob([png(8, 8, quadrants(4))])],
    ['an address', new URL(`data:image/png;base64,${btoa(String.fromCharCode(...png(8, 8, quadrants(4))))}`)],
  ])('%s', async (_, file) => {
    const data = await images([file], small);
    expect([data.length, data.shape]).toEqual([1, [2, 2, 3]]);
    expect(bytesOf(data.at(0).data)).toEqual([...R, ...G, ...B, ...W]);
  });

  test('grey PNGs, of 8 and 16 bits, with and without opacity', async () => {
    const files = [
      png(2, 1, new Uint8Array([10, 200])),
      png(2, 1, new Uint16Array([10 * 257, 200 * 257]), { depth: 16 }),
      png(2, 1, new Uint8Array([10, 255, 200, 0])),
    ];
    const data = await images(files, { size: [1, 2], channels: 1 });
    expect([0, 1, 2].map((i) => bytesOf(data.at(i).data))).toEqual([
      [10, 200],
      [10, 200],
      [10, 255],
    ]);
  });

  test('a JPEG, within a few levels', async () => {
    const data = await images([await jpegOfQuadrants(16)], small);
    const expected = [...R, ...G, ...B, ...W];
    bytesOf(data.at(0).data).forEach((value, i) => {
      expect(Math.abs(value - expected[i]!)).toBeLessThan(6);
    });
  });

  test.each([
    [1, [R, G, B, W]],
    [2, [G, R, W, B]],
    [3, [W, B, G, R]],
    [4, [B, W, R, G]],
    [5, [R, B, G, W]],
    [6, [B, R, W, G]],
    [7, [W, G, B, R]],
    [8, [G, W, R, B]],
  ])('a JPEG that lies as EXIF orientation %i says', async (orientation, expected) => {
    const data = await images([await jpegOfQuadrants(16, orientation)], small);
    bytesOf(data.at(0).data).forEach((value, i) => {
      expect(Math.abs(value - expected.flat()[i]!)).toBeLessThan(6);
    });
  });

  test('labels', async () => {
    const data = await images([png(1, 1, quadrants(1).slice(0, 3))], { size: [1, 1], labels: [7] });
    expect(data.at(0).label).toBe(7);
  });
});

describe('a file that cannot be read', async () => {
  const good = png(8, 8, quadrants(4));
  const bad = new File(['not a picture'], 'notes.txt');

  test('is named, with its index', async () => {
    const reading = images([good, bad], small);
    await expect(reading).rejects.toThrow(UnreadableImageError);
    await expect(reading).rejects.toThrow(/^images: files\[1\] \(notes\.txt\) could not be read: /);
  });

  test.each([
    ['a PNG that is cut', good.subarray(0, 40)],
    ['a PNG that is damaged', good.with(50, good[50]! ^ 255)],
    ['a JPEG that is cut', (await jpegOfQuadrants(16)).subarray(0, 100)],
    ['nothing', new Uint8Array()],
  ])('%s', async (_, file) => {
    await expect(images([file], small)).rejects.toThrow(UnreadableImageError);
  });

  test('is left out, with its label, where that is asked for', async () => {
    const errors: string[] = [];
    const [dark, light] = [png(1, 1, new Uint8Array([10])), png(1, 1, new Uint8Array([200]))];
    const data = await images([dark, bad, light], {
      size: [1, 1],
      channels: 1,
      labels: [1, 2, 3],
      onUnreadable: ({ message }) => errors.push(message),
    });
    const read = [0, 1].map((i) => [...bytesOf(data.at(i).data), data.at(i).label]);
    expect([data.length, read, errors.length]).toEqual([
      2,
      [
        [10, 1],
        [200, 3],
      ],
      1,
    ]);
    await expect(images([bad], { ...small, onUnreadable: () => {} })).rejects.toThrow(
      'none of the files could be read',
    );
  });
});

test('bad arguments', async () => {
  const file = png(1, 1, new Uint8Array([1]));
  await expect(images([], small)).rejects.toThrow('images: files is empty');
  await expect(images(5 as never, small)).rejects.toThrow('images: files is 5 but several files');
  await expect(images([null] as never, small)).rejects.toThrow('images: files[0] is null but a file, a blob');
  await expect(images([file], { ...small, labels: 'folders' })).rejects.toThrow(
    "labels is 'folders' but files is no folder",
  );
  await expect(images([file], { size: [0, 1] })).rejects.toThrow('images: size[0] is 0 but an integer of at least 1');
  await expect(images([file], { size: 28 as never })).rejects.toThrow('images: size is 28 but [height, width]');
  await expect(images([file], { ...small, channels: 2 as 3 })).rejects.toThrow('images: channels is 2 but one of 1, 3');
  await expect(images([file], { ...small, labels: [1, 2] })).rejects.toThrow('images: labels has 2 entries but');
  await expect(images([file], { ...small, signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
});
