import { expectAllClose, onEveryBackend, testReconstructionLoss } from '@latentkit/testing';
import { grad, sum, tensor2d } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { absoluteError } from './absoluteError.ts';

testReconstructionLoss('absoluteError', absoluteError, {
  term: (prediction, target) => Math.abs(prediction - target),
  points: [
    [1, 3],
    [-2.5, 0.25],
    [0.3, 0.1],
  ],
  hard: [
    [0, 0],
    [1e4, -1e4],
  ],
});

onEveryBackend(() => {
  it('does not push a prediction that is exact', async () => {
    const target = tensor2d([[0, 0.5, 1]]);
    await expectAllClose(grad((x) => sum(absoluteError(x, target)))(tensor2d([[0, 0.5, 1]])), [0, 0, 0]);
  });
});
