import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { grad, sum, type Tensor, type Tensor3D, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { diagonalGaussianSquaredWasserstein, fullGaussianSquaredWasserstein } from './byParameters.test-util.ts';

const of = (mean: readonly number[], factor: readonly number[]) => ({
  mean: tensor2d([...mean], [1, mean.length]),
  factor: tensor3d([...factor], [1, mean.length, mean.length]),
});
const identity = [1, 0, 0, 1];
const alongX = [1, 0, 0, 0];
const alongY = [0, 0, 0, 1];

describe('the squared Wasserstein distance with singular covariances', () => {
  onEveryBackend(() => {
    // By hand, from tr(A + B − 2 (A^½ B A^½)^½); singular.node.test.ts has more, by SciPy.
    it.each<[string, number[], number[], number]>([
      ['two points', [0, 0, 0, 0], [0, 0, 0, 0], 0],
      ['a point and a ball', [0, 0, 0, 0], identity, 2],
      ['a ball and a point', identity, [0, 0, 0, 0], 2],
      ['a segment and a ball', alongX, identity, 1],
      ['a ball and a segment', identity, alongX, 1],
      ['two segments at right angles', alongX, alongY, 2],
      ['a segment and itself', [3, 0, 4, 0], [3, 0, 4, 0], 0],
      // Σₚ = u uᵀ, u = (3, 4): ‖u‖² + tr Σ_q − 2 √(uᵀ Σ_q u) = 25 + 3 − 2 √65
      ['a slanted segment and an ellipse', [3, 0, 4, 0], [1, 0, 1, 1], 28 - 2 * Math.sqrt(65)],
      ['an ellipse and a slanted segment', [1, 0, 1, 1], [3, 0, 4, 0], 28 - 2 * Math.sqrt(65)],
    ])('of %s', async (_, p, q, expected) => {
      const value = fullGaussianSquaredWasserstein(of([0, 0], p), of([0, 0], q));
      await expectAllClose(value, [expected], { relative: 1e-5, absolute: 1e-5 });
    });

    it('has finite derivatives there, those of the trace where nothing of the other is in the direction', async () => {
      const [p, q] = [of([0, 0], alongX), of([0, 0], identity)];
      const slope = grad((factor: Tensor) =>
        sum(fullGaussianSquaredWasserstein(p, { ...q, factor: factor as Tensor3D })),
      )(q.factor);
      await expectAllClose(slope, [0, 0, 0, 2], { relative: 1e-5, absolute: 1e-5 });
    });

    it('takes a log variance of minus infinity for a point', async () => {
      const at = (mean: number, logVariance: number) => ({
        mean: tensor2d([[mean]]),
        logVariance: tensor2d([[logVariance]]),
      });
      const point = Number.NEGATIVE_INFINITY;
      for (const [p, q, expected] of [
        [at(0, point), at(3, point), 9],
        [at(0, 0), at(0, point), 1],
        [at(0, point), at(1, Math.log(4)), 5],
      ] as const) {
        await expectAllClose(diagonalGaussianSquaredWasserstein(p, q), [expected], { relative: 1e-5, absolute: 0 });
      }
      expect.hasAssertions();
    });
  });
});
