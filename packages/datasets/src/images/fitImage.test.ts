import { fc } from '@latentkit/testing/properties';
import { expect, test } from 'vitest';
import { fitImage } from './fitImage.ts';

/** A picture from rows of grey levels. */
function grey(rows: number[][], opacity = 255) {
  const rgba = Uint8Array.from(rows.flat().flatMap((v) => [v, v, v, opacity]));
  return { width: rows[0]!.length, height: rows.length, rgba };
}

test('halving averages each block of four', () => {
  const picture = grey([
    [0, 20, 100, 100],
    [40, 60, 100, 100],
    [8, 8, 200, 0],
    [8, 8, 0, 200],
  ]);
  expect([...fitImage(picture, { height: 2, width: 2, channels: 1 })]).toEqual([30, 100, 8, 100]);
});

test('a size that does not divide shares pixels by area', () => {
  const picture = grey([[0, 90, 180]]);
  // Each half covers one pixel and a half, of one row; the crop keeps the aspect 2 to 1, hence rows of 1.5 are not had.
  expect([
    ...fitImage(
      grey([
        [0, 90, 180],
        [0, 90, 180],
        [0, 90, 180],
      ]),
      { height: 2, width: 2, channels: 1 },
    ),
  ]).toEqual([30, 150, 30, 150]);
  expect([...fitImage(picture, { height: 1, width: 3, channels: 1 })]).toEqual([0, 90, 180]);
});

test('the crop is about the centre, in either direction', () => {
  expect([...fitImage(grey([[1, 2, 3, 4, 5]]), { height: 1, width: 1, channels: 1 })]).toEqual([3]);
  expect([...fitImage(grey([[1], [2], [3], [4], [5]]), { height: 3, width: 1, channels: 1 })]).toEqual([2, 3, 4]);
});

test('grey is Rec. 709 luma; what is transparent lies over white', () => {
  const red = { width: 1, height: 1, rgba: Uint8Array.from([255, 0, 0, 255]) };
  expect([...fitImage(red, { height: 1, width: 1, channels: 1 })]).toEqual([54]);
  expect([...fitImage(red, { height: 2, width: 1, channels: 3 })]).toEqual([255, 0, 0, 255, 0, 0]);
  expect([...fitImage(grey([[0]], 51), { height: 1, width: 1, channels: 1 })]).toEqual([204]);
});

test('a picture of one colour stays so, whatever the sizes', () => {
  const side = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(side, side, side, side, fc.integer({ min: 0, max: 255 }), (w, h, width, height, level) => {
      const picture = grey(Array.from({ length: h }, () => Array<number>(w).fill(level)));
      expect(new Set(fitImage(picture, { height, width, channels: 1 }))).toEqual(new Set([level]));
    }),
    // Whose crop began at −1e−16.
    { examples: [[2, 21, 1, 19, 1]] },
  );
});
