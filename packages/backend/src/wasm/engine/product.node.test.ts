import { expect, it } from 'vitest';
import type { Engine } from './engine.ts';
import { multiply } from './product.ts';
import { fields } from './productFields.ts';
import { left, plain, right, side } from './productShape.ts';

const engine = (use: (words: readonly number[]) => void): Engine => ({
  threads: 1,
  useThreads: async () => undefined,
  run: (_kernel, _units, _grain, words) => use(words),
  table: () => 0,
});

const product = {
  rows: 10,
  columns: 8,
  inner: 6,
  a: side(left.patches, 400),
  b: side(right.filter, 800),
  c: 1200,
  batch: 1,
  split: 6,
  placement: undefined,
  patches: undefined,
  epilogue: plain,
};

it('has a word of its own for each field', () => {
  expect(Object.values(fields)).toEqual([...Object.keys(fields).keys()]);
});

it('sets every word of the arguments, with and without patches', () => {
  const calls: number[][] = [];
  const spy = engine((words) => calls.push([...words]));
  multiply(spy, product);
  const patches = {
    gridHeight: 21,
    gridWidth: 22,
    height: 23,
    width: 24,
    channels: 25,
    strideY: 26,
    strideX: 27,
    taps: 28,
    filterStep: 29,
  };
  const placement = { height: 30, width: 31, stepY: 32, stepX: 33, y: 34, x: 35 };
  multiply(spy, { ...product, patches, placement });
  multiply(spy, product);
  for (const words of calls) expect(words.filter((word) => Number.isInteger(word))).toHaveLength(words.length);
  expect(calls[1]!.slice(21)).toEqual([...Array(15).keys()].map((i) => 21 + i));
  expect(calls[2]).toEqual(calls[0]);
});

it('writes a matrix where the kernel reads it', () => {
  multiply(
    engine((words) => {
      expect([words[fields.rows], words[fields.columns], words[fields.inner]]).toEqual([10, 8, 6]);
      expect([words[fields.aKind], words[fields.aStart]]).toEqual([left.patches, 400]);
      expect([words[fields.bKind], words[fields.bStart]]).toEqual([right.filter, 800]);
    }),
    product,
  );
});
