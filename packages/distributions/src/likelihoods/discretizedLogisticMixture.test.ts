import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { grad, sum, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { logProbability } from './discretizedLogistic.test-util.ts';
import { discretizedLogisticMixture } from './discretizedLogisticMixture.ts';
import { negativeLogLikelihood } from './negativeLogLikelihood.test-util.ts';

const single = discretizedLogisticMixture({ mixtures: 1, minimumLogScale: -20 });

describe('discretizedLogisticMixture', () => {
  onEveryBackend(() => {
    it('is right far out in a tail and in a bin much narrower or wider than the scale', async () => {
      const cases = [
        [0, 0.5, -3],
        [255, 0.5, -3],
        [255, 0.25, -5],
        [128, -10, -3],
        [0, 10, -2],
        [200, 0.125, -6],
        [77, 0.5, 8],
        [77, 0.5, 40],
        [0, 0.5, 40],
        [255, 1, 2],
        [64, 0.25, -9],
      ] as const;
      const output = tensor2d(cases.map(([, mean, logScale]) => [0.5, mean, logScale]));
      const target = tensor2d(cases.map(([level]) => [level / 255]));
      const expected = cases.map(([level, mean, logScale]) => {
        // The float64 difference itself is rounded where bins are very narrow: there, the density times the width.
        if (logScale === 40 && level === 77) return -(-40 - Math.log(255) - 2 * Math.LN2);
        return -logProbability(level, mean, logScale);
      });
      await expectAllClose(negativeLogLikelihood(single)(output, target), expected, { relative: 2e-6, absolute: 2e-6 });
    });

    it('has no NaN and no infinity from −10⁴ to 10⁴ in any parameter', async () => {
      const hard = [-1e4, -30, 0, 30, 1e4];
      const rows = hard.flatMap((a) => hard.flatMap((m) => hard.map((s) => [a, 0, m, 0.5, s, -1])));
      const family = discretizedLogisticMixture({ mixtures: 2 });
      const nll = negativeLogLikelihood(family);
      const mean = (x: Tensor) => family.of(x).mean();
      const output = tensor2d(rows);
      for (const t of [0, 0.5, 1]) {
        const target = tensor2d(rows.map(() => [t]));
        const value = await nll(output, target).data();
        const slope = await grad((x: Tensor) => sum(nll(x, target)))(output).data();
        expect([...value, ...slope].every(Number.isFinite)).toBe(true);
        expect(Math.min(...value)).toBeGreaterThanOrEqual(-1e-6);
      }
      const means = await mean(output).data();
      const slope = await grad((x: Tensor) => sum(mean(x)))(output).data();
      expect([...means, ...slope].every(Number.isFinite)).toBe(true);
      expect(Math.min(...means)).toBeGreaterThanOrEqual(-1e-6);
      expect(Math.max(...means)).toBeLessThanOrEqual(1 + 1e-6);
    });

    it('has no level outside [0, 1]', async () => {
      const found = negativeLogLikelihood(single)(
        tensor2d([
          [0, 0, 0],
          [0, 0, 0],
        ]),
        tensor2d([[-0.01], [1.01]]),
      );
      await expectAllClose(found, [Number.NaN, Number.NaN]);
    });

    it('takes a log scale below the minimum for the minimum', async () => {
      const nll = negativeLogLikelihood(discretizedLogisticMixture({ mixtures: 1 }));
      const target = tensor2d([[0.5], [0.5]]);
      const value = nll(
        tensor2d([
          [0, 0.5, -1e4],
          [0, 0.5, -7 - Math.LN2],
        ]),
        target,
      );
      const [low, least] = await value.data();
      expect(low).toBe(least);
    });
  });

  it.each([
    [{ mixtures: 0 }, /mixtures is 0 but an integer of at least 1/],
    [{ levels: 1 }, /levels is 1 but an integer of at least 2/],
    [{ minimumLogScale: Number.NEGATIVE_INFINITY }, /minimumLogScale is -Infinity but a number from -80 to 80/],
  ])('refuses %j', (options, message) => {
    expect(() => discretizedLogisticMixture(options)).toThrow(RangeError);
    expect(() => discretizedLogisticMixture(options)).toThrow(message);
  });
});
