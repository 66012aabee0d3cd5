import { key } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { slice, type Tensor2D, type Tensor3D, tensor2d, tensor3d, tile } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type Distribution, fullGaussian, mixture, uniformOn } from './index.ts';

const count = 20_000;
const repeated = (values: number[]) => tile(tensor2d([values]), [count, 1]) as Tensor2D;

/** A distribution of two dimensions, `count` times, with its mean and its covariance from the formula. */
interface Case {
  readonly of: () => Distribution;
  readonly mean: readonly [number, number];
  readonly covariance: readonly [number, number, number];
}

// Weights ¼ and ¾ of boxes around (−2, 0.5) and (1, 3), of widths (2, 1) and (4, 2).
const [light, heavy] = [0.25, 0.75];
const between = light * heavy;
const cases: Record<string, Case> = {
  uniformOn: {
    of: () => uniformOn(repeated([-1, 2]), repeated([3, 2.5])),
    mean: [1, 2.25],
    covariance: [16 / 12, 0, 0.25 / 12],
  },
  mixture: {
    of: () =>
      mixture(repeated([1, 1 + Math.log(3)]), [
        uniformOn(repeated([-3, 0]), repeated([-1, 1])),
        uniformOn(repeated([-1, 2]), repeated([3, 4])),
      ]),
    mean: [light * -2 + heavy, light * 0.5 + heavy * 3],
    covariance: [
      (light * 4 + heavy * 16) / 12 + between * 3 ** 2,
      between * 3 * 2.5,
      (light * 1 + heavy * 4) / 12 + between * 2.5 ** 2,
    ],
  },
  fullGaussian: {
    of: () =>
      fullGaussian({
        mean: repeated([1, -2]),
        // What is above the diagonal is not read.
        factor: tile(tensor3d([2, 9, -1, 0.5], [1, 2, 2]), [count, 1, 1]) as Tensor3D,
      }),
    mean: [1, -2],
    covariance: [4, -2, 1.25],
  },
};

describe.each(Object.entries(cases))('samples of %s', (_, { of, mean, covariance }) => {
  onEveryBackend(() => {
    it('have its mean and its covariance within 4 standard errors', async () => {
      const drawn = await of().sample(key(11)).data();
      const expectAverage = (name: string, expected: number, of: (u: number, v: number) => number) => {
        const values = Array.from({ length: count }, (_, i) =>
          of(drawn[2 * i]! - mean[0], drawn[2 * i + 1]! - mean[1]),
        );
        const average = values.reduce((sum, value) => sum + value / count, 0);
        const variance = values.reduce((sum, value) => sum + (value - average) ** 2 / count, 0);
        expect(Math.abs(average - expected), name).toBeLessThan(4 * Math.sqrt(variance / count));
      };
      expectAverage('mean of the first', 0, (u) => u);
      expectAverage('mean of the second', 0, (_, v) => v);
      expectAverage('variance of the first', covariance[0], (u) => u ** 2);
      expectAverage('covariance', covariance[1], (u, v) => u * v);
      expectAverage('variance of the second', covariance[2], (_, v) => v ** 2);
      await expectAllClose(slice(of().mean(), 0, 1), mean);
    });
  });
});
