import { expectAllClose, onEveryBackend, testReconstructionLoss } from '@latentkit/testing';
import { grad, sum, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { huber } from './huber.ts';

const threshold = 0.75;

testReconstructionLoss('huber', (prediction, target) => huber(prediction, target, { threshold }), {
  term: (prediction, target) => {
    const distance = Math.abs(prediction - target);
    return distance <= threshold ? 0.5 * distance ** 2 : threshold * (distance - 0.5 * threshold);
  },
  points: [
    [0.2, 0.1],
    [1, 3],
    [-2.5, 0.25],
    [0.3, 1],
  ],
  hard: [
    [0, 0],
    [1, 0.25],
    [1e4, -1e4],
  ],
});

describe('huber', () => {
  onEveryBackend(() => {
    it('is exact at the kink, with the slope of either side, and pulls by no more than the threshold', async () => {
      const distances = [-1e4, -0.75 - 2 ** -20, -0.75, -0.75 + 2 ** -20, -0.5, 0, 0.5, 0.75, 1e4];
      const target = zeros([distances.length, 1]);
      const value = huber(tensor2d(distances, [distances.length, 1]), target, { threshold });
      // At the kink both forms are exact numbers.
      expect([...(await value.data())].at(2)).toBe(0.28125);
      expect([...(await value.data())].at(7)).toBe(0.28125);
      const slope = grad((x) => sum(huber(x, target, { threshold })))(tensor2d(distances, [distances.length, 1]));
      await expectAllClose(
        slope,
        distances.map((d) => Math.max(-threshold, Math.min(threshold, d))),
        { relative: 1e-7 },
      );
    });
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the threshold %d', (bad) => {
    expect(() => huber(zeros([1, 1]), zeros([1, 1]), { threshold: bad })).toThrow(
      /^huber: threshold is .* but a finite number above 0/,
    );
  });
});
