import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { logSumExpOfRows } from '../index.ts';

const numbers = (count: number, phase: number) =>
  Array.from({ length: count }, (_, i) => Math.fround(3 * Math.sin(phase + 2.7 * i)));

function plain(matrix: number[], offsets: number[], scale: number): number[] {
  const columns = offsets.length;
  return Array.from({ length: matrix.length / columns }, (_, i) => {
    const row = offsets.map((offset, j) => Math.fround(scale) * matrix[i * columns + j]! + offset);
    const most = Math.max(...row);
    return most + Math.log(row.reduce((sum, value) => sum + Math.exp(value - most), 0));
  });
}

onEveryBackend(() => {
  // Tails of every length, and the loop of eight.
  it.each([1, 2, 3, 4, 5, 8, 23])('is the formula for rows of %d', async (columns) => {
    const [matrix, offsets] = [numbers(3 * columns, 1), numbers(columns, 2)];
    const found = logSumExpOfRows(tf.tensor2d(matrix, [3, columns]), tf.tensor1d(offsets), -0.7);
    await expectAllClose(found, plain(matrix, offsets, -0.7), { relative: 2e-6, absolute: 2e-6 });
  });

  it('does not overflow, leaves out what is −∞, and keeps NaN where it is', async () => {
    const matrix = [1e4, 0, -1e4, 1, 2, 3, 1, Number.NaN, 3];
    const offsets = [0, 0, Number.NEGATIVE_INFINITY];
    const found = await logSumExpOfRows(tf.tensor2d(matrix, [3, 3]), tf.tensor1d(offsets), 2).data();
    await expectAllClose(found, [2e4, 4 + Math.log1p(Math.exp(-2)), Number.NaN]);
    expect(found[2]).toBeNaN();
  });

  it('leaks nothing', async () => {
    const [matrix, offsets] = [tf.tensor2d(numbers(15, 1), [3, 5]), tf.tensor1d(numbers(5, 1))];
    await expectNoLeak(() => logSumExpOfRows(matrix, offsets, 1).dispose());
  });
});
