import { testReconstructionLoss } from '@latentkit/testing';
import { squaredError } from './squaredError.ts';

testReconstructionLoss('squaredError', squaredError, {
  term: (prediction, target) => (prediction - target) ** 2,
  points: [
    [0, 0],
    [1, 3],
    [-2.5, 0.25],
    [0.1, 0.3],
  ],
  hard: [
    [1e4, -1e4],
    [1e-6, 0],
  ],
});
