import { expect, test } from 'vitest';
import { pngPicture } from './pngPicture.ts';

const base = { width: 3, height: 2, text: {} };

test('packed samples: rows begin on whole bytes', () => {
  const data = Uint8Array.from([0b10100000, 0b01000000]);
  const { rgba } = pngPicture({ ...base, depth: 1, channels: 1, data });
  expect([...rgba].filter((_, i) => i % 4 === 0)).toEqual([255, 0, 255, 0, 255, 0]);
  const two = pngPicture({ ...base, depth: 2, channels: 1, data: Uint8Array.from([0b00011000, 0b11000000]) });
  expect([...two.rgba].filter((_, i) => i % 4 === 0)).toEqual([0, 85, 170, 255, 0, 0]);
});

test('a palette, with opacity or without', () => {
  const palette = [
    [1, 2, 3, 4],
    [5, 6, 7],
  ] as never;
  const png = { ...base, width: 2, height: 1, depth: 8 as const, channels: 1, palette };
  expect([...pngPicture({ ...png, data: Uint8Array.from([1, 0]) }).rgba]).toEqual([5, 6, 7, 255, 1, 2, 3, 4]);
  expect(() => pngPicture({ ...png, data: Uint8Array.from([1, 2]) })).toThrow('a colour that the palette lacks');
});

test('one colour that is marked transparent', () => {
  const grey = pngPicture({
    ...base,
    width: 2,
    height: 1,
    depth: 8,
    channels: 1,
    data: Uint8Array.from([9, 8]),
    transparency: Uint16Array.from([9]),
  });
  expect([...grey.rgba]).toEqual([9, 9, 9, 0, 8, 8, 8, 255]);
});
