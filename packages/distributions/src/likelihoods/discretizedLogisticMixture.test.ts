import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import { exp, grad, neg, sum, type Tensor, tensor2d, tile } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { discretizedLogisticMixture } from './discretizedLogisticMixture.ts';
import { testParameters } from './likelihood.test-util.ts';
import { negativeLogLikelihood } from './negativeLogLikelihood.test-util.ts';

const levels = 256;
const steps = Array.from({ length: levels }, (_, k) => [k / (levels - 1)]);
const single = discretizedLogisticMixture({ mixtures: 1, minimumLogScale: -20 });

const logistic = (x: number) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));
/** log P of a level in float64: the smaller tail is the difference that does not cancel. */
function logProbability(level: number, mean: number, logScale: number, count = levels) {
  const at = (edge: number) => ((level + edge) / (count - 1) - mean) / Math.exp(logScale);
  const [lower, upper] = [level === 0 ? -Infinity : at(-0.5), level === count - 1 ? Infinity : at(0.5)];
  const mirrored = lower + upper > 0;
  const [near, far] = mirrored ? [-upper, -lower] : [lower, upper];
  return Math.log(logistic(far) - (near === -Infinity ? 0 : logistic(near)));
}

describe('discretizedLogisticMixture', () => {
  testParameters(discretizedLogisticMixture({ mixtures: 2, levels: 4 }), {
    name: 'discretizedLogisticMixture',
    count: 6,
  });

  onEveryBackend(() => {
    it('gives its 256 levels probabilities that sum to 1, at any scale and with means outside, too', async () => {
      const nll = negativeLogLikelihood(discretizedLogisticMixture({ mixtures: 3 }));
      for (const parameters of [
        [0.5, -1, 2, 0.1, 0.9, 0.5, -3, -5, -1],
        [0, 1, 0, -0.2, 1.3, 0.5, -2, -9, 2],
        [1e4, -1e4, 0, 0.3, 0.4, 0.5, -4, 1e4, 7],
      ]) {
        const p = exp(neg(nll(tile(tensor2d([parameters]), [levels, 1]), tensor2d(steps))));
        // 256 probabilities of 24 bits, each from an exponent of up to 20.
        await expectAllClose(sum(p), [1], { absolute: 5e-6 });
      }
    });

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

    it('has the gradient of its formula', async () => {
      const nll = negativeLogLikelihood(discretizedLogisticMixture({ mixtures: 2, levels: 5 }));
      const wanted = [0, 2, 4];
      const target = tensor2d(wanted.map((level) => [level / 4]));
      await expectGradients({
        value: (output) => nll(output!, target),
        reference: (o) =>
          wanted.reduce((total, level, row) => {
            const [a, b, ma, mb, sa, sb] = o!.subarray(6 * row, 6 * row + 6) as unknown as [
              number,
              number,
              number,
              number,
              number,
              number,
            ];
            const mixed =
              Math.exp(a + logProbability(level, ma, sa, 5)) + Math.exp(b + logProbability(level, mb, sb, 5));
            return total + Math.log(Math.exp(a) + Math.exp(b)) - Math.log(mixed);
          }, 0),
        inputs: [
          {
            shape: [3, 6],
            values: [0.5, -1, 0.1, 0.8, -2, -1, 1, 0, 0.4, 0.7, -3, -1, -0.25, 0.5, 0.9, 0.2, -1.5, 0.5],
          },
        ],
        tolerance: { relative: 1e-4, absolute: 1e-5 },
      });
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

    it('has the mean over its levels, as a sum by the midpoint rule has its integral, and within half a bin always', async () => {
      const rows = [-12, -9, -6, -5.54, -4, -2, -0.7, -0.69, 0, 3, 12, 1e4].flatMap((s) =>
        [-3, 0, 0.1234, 0.5, 0.998, 1, 40].map((m) => [0, m, s] as const),
      );
      const found = await single
        .of(tensor2d(rows.map((row) => [...row])))
        .mean()
        .data();
      for (const [i, [, m, s]] of rows.entries()) {
        const [mean, logScale] = [Math.fround(m), Math.fround(s)];
        let exact = 0;
        for (let edge = 0.5; edge < 255; edge++) exact += logistic((mean - edge / 255) / Math.exp(logScale)) / 255;
        // The rule's error for bins of 1/255 and a slope of at most 1/(4 scale); of no use where the scale is less than a bin.
        const error = s >= -5.54 ? 1 / (96 * 255 ** 2 * Math.exp(s)) : 0.5 / 255;
        expect(Math.abs(found[i]! - exact), `mean ${m}, log scale ${s}`).toBeLessThan(1.05 * error + 1e-6);
      }
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
