import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { grads, sum, type Tensor, tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  type DiagonalGaussian,
  diagonalGaussianBhattacharyya,
  diagonalGaussianJeffreys,
  diagonalGaussianKl,
  diagonalGaussianSquaredHellinger,
  diagonalGaussianSquaredWasserstein,
} from './byParameters.test-util.ts';

/** Of one dimension, in float64, from the textbook. */
type Term = (m: number, v: number, n: number, w: number) => number;
const kl: Term = (m, v, n, w) => ((m === n ? 0 : (m - n) ** 2 * Math.exp(-w)) + Math.exp(v - w) - 1 - (v - w)) / 2;
const bhattacharyya: Term = (m, v, n, w) => {
  const average = (Math.exp(v) + Math.exp(w)) / 2;
  return (m - n) ** 2 / average / 8 + Math.log(average) / 2 - (v + w) / 4;
};

const divergences = {
  diagonalGaussianKl: [diagonalGaussianKl, kl],
  diagonalGaussianJeffreys: [diagonalGaussianJeffreys, (m, v, n, w) => kl(m, v, n, w) + kl(n, w, m, v)],
  diagonalGaussianBhattacharyya: [diagonalGaussianBhattacharyya, bhattacharyya],
  diagonalGaussianSquaredWasserstein: [
    diagonalGaussianSquaredWasserstein,
    (m, v, n, w) => (m - n) ** 2 + (Math.exp(v / 2) - Math.exp(w / 2)) ** 2,
  ],
} satisfies Record<string, [(p: DiagonalGaussian, q: DiagonalGaussian) => Tensor, Term]>;
const all = Object.entries({
  ...divergences,
  diagonalGaussianSquaredHellinger: [
    diagonalGaussianSquaredHellinger,
    (m, v, n, w) => -Math.expm1(-bhattacharyya(m, v, n, w)),
  ] as [typeof diagonalGaussianKl, Term],
});

const call = (divergence: typeof diagonalGaussianKl) => (m: Tensor, v: Tensor, n: Tensor, w: Tensor) =>
  divergence({ mean: m, logVariance: v }, { mean: n, logVariance: w });

describe.each(all)('%s', (name, [divergence, term]) => {
  onEveryBackend(() => {
    it('has the gradients of its formula', async () => {
      const shape = [1, 6];
      // The last two are on both sides of where the series take over.
      await expectGradients({
        value: (...x) => call(divergence)(...(x as [Tensor, Tensor, Tensor, Tensor])),
        reference: (m, v, n, w) => {
          if (name !== 'diagonalGaussianSquaredHellinger')
            return m!.reduce((s, x, i) => s + term(x, v![i]!, n![i]!, w![i]!), 0);
          return -Math.expm1(-m!.reduce((s, x, i) => s + bhattacharyya(x, v![i]!, n![i]!, w![i]!), 0));
        },
        inputs: [
          { shape, values: [0, 1, -2, 0.5, 0.1, -0.3] },
          { shape, values: [0, -1, 2, 0.01, 0.99, 1.01] },
          { shape, values: [0.1, 0, -2, 0.4, 0.3, -0.3] },
          { shape, values: [0, 1, 0.5, 0, 0, 0] },
        ],
        tolerance: { relative: 1e-5, absolute: 2e-6 },
      });
    });

    it('is 0 with gradient 0 for equals, exactly, however sharp or wide', async () => {
      const mean = tensor2d([[0, 1, -300, 1e4, 1e-3]]);
      const logVariance = tensor2d([[0, 2, 40, -40, -90]]);
      const inputs = [mean, logVariance, mean, logVariance];
      expect(await call(divergence)(mean, logVariance, mean, logVariance).data()).toEqual(new Float32Array(1));
      const slopes = grads((...x: Tensor[]) => sum(call(divergence)(...(x as [Tensor, Tensor, Tensor, Tensor]))))(
        inputs,
      );
      for (const slope of slopes) await expectAllClose(slope, new Float32Array(5), { absolute: 0 });
    });

    it('is no NaN, and neither are its gradients, at the extremes', async () => {
      // [mean, log variance] twice: no variance at all, on one side or both; a million standard deviations; unlike spreads.
      const points = [
        [0, -1e4, 0, 0],
        [0, 0, 0, 80],
        [0, -1e4, 0, -1e4],
        [1e3, 0, 0, 0],
        [0, 20, 0, -20],
        [1, -60, 0, -60],
      ];
      const inputs = [0, 1, 2, 3].map((side) =>
        tensor(
          points.map((point) => point[side]!),
          [points.length, 1],
        ),
      );
      const value = await call(divergence)(...(inputs as [Tensor, Tensor, Tensor, Tensor])).data();
      const expected = points.map(([m, v, n, w]) => (m === n && v === w ? 0 : term(m!, v!, n!, w!)));
      await expectAllClose(value, expected, { relative: 1e-5 });
      const slopes = grads((...x: Tensor[]) => sum(call(divergence)(...(x as [Tensor, Tensor, Tensor, Tensor]))))(
        inputs,
      );
      for (const slope of slopes) expect([...(await slope.data())].some(Number.isNaN)).toBe(false);
    });

    it('broadcasts nothing and needs a batch', () => {
      const x = (...shape: number[]) => zeros(shape);
      for (const [m, v, n, w] of [
        [x(2, 3), x(2, 3), x(2, 3), x(1, 3)],
        [x(2, 3), x(2, 1), x(2, 3), x(2, 3)],
        [x(2, 3), x(2, 3), x(3), x(2, 3)],
      ] as const) {
        expect(() => call(divergence)(m, v, n, w)).toThrow(RangeError);
        expect(() => call(divergence)(m, v, n, w)).toThrow(/^\w+: (p|parameters)\.mean has shape \[(2,)?3\] but /);
      }
      expect(() => call(divergence)(x(), x(), x(), x())).toThrow(RangeError);
    });

    it('leaks nothing', async () => {
      const inputs = [0, 1, 2, 3].map((i) => tensor2d([[i, 1 - i]]));
      await expectNoLeak(() => {
        call(divergence)(...(inputs as [Tensor, Tensor, Tensor, Tensor])).dispose();
        const slopes = grads((...x: Tensor[]) => sum(call(divergence)(...(x as [Tensor, Tensor, Tensor, Tensor]))))(
          inputs,
        );
        for (const slope of slopes) slope.dispose();
      });
    });
  });
});
