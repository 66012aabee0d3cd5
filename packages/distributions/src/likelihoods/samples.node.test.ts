import { key } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { exp, grad, sum, type Tensor, tensor2d, tile } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  bernoulliLikelihood,
  categoricalPixels,
  continuousBernoulliLikelihood,
  discretizedLogisticMixture,
  type Family,
  gaussianLikelihood,
  isotropicGaussian,
  learnedGaussian,
} from '../index.ts';

const count = 20_000;
const even = (from: number, to: number, n: number) =>
  Array.from({ length: n + 1 }, (_, i) => from + (i * (to - from)) / n);

/** A family, the parameters of one feature, and where its probability lies: outcomes, or a grid to integrate over. */
interface Case {
  readonly family: Family;
  readonly parameters: number[];
  readonly outcomes?: number[];
  readonly grid?: number[];
}

const line = even(-9, 9, 4000);
const unit = even(0, 1, 4000);
const cases: Record<string, Case> = {
  bernoulliLikelihood: { family: bernoulliLikelihood, parameters: [-1], outcomes: [0, 1] },
  'continuousBernoulliLikelihood, l = 4': { family: continuousBernoulliLikelihood, parameters: [4], grid: unit },
  'continuousBernoulliLikelihood, l = 0': { family: continuousBernoulliLikelihood, parameters: [0], grid: unit },
  'continuousBernoulliLikelihood, l = -9': { family: continuousBernoulliLikelihood, parameters: [-9], grid: unit },
  gaussianLikelihood: { family: gaussianLikelihood, parameters: [0.7], grid: line },
  isotropicGaussian: { family: isotropicGaussian({ standardDeviation: 0.3 }), parameters: [-1], grid: line },
  learnedGaussian: { family: learnedGaussian({ minimumStandardDeviation: 0.5 }), parameters: [1, -2], grid: line },
  categoricalPixels: { family: categoricalPixels({ levels: 4 }), parameters: [0, 2, -1, 1], outcomes: even(0, 1, 3) },
  discretizedLogisticMixture: {
    family: discretizedLogisticMixture({ mixtures: 2, levels: 16 }),
    parameters: [0, 1, 0.2, 0.8, -2, -1],
    outcomes: even(0, 1, 15),
  },
};

describe.each(Object.entries(cases))('samples of %s', (_, { family, parameters, outcomes, grid }) => {
  const repeated = (times: number) => tile(tensor2d([parameters]), [times, 1]);

  onEveryBackend(() => {
    it('have the first four moments of exp(logProb)', async () => {
      const points = outcomes ?? grid!;
      const density = await exp(family.of(repeated(points.length)).logProb(tensor2d(points.map((x) => [x])))).data();
      const [first, second] = points as [number, number];
      const width = outcomes ? 1 : second - first;
      const ends = (i: number) => (outcomes || (i > 0 && i < points.length - 1) ? 1 : 0.5); // the trapezoidal rule
      const expected = (power: number) =>
        points.reduce((total, x, i) => total + ends(i) * width * density[i]! * x ** power, 0);
      expect(expected(0)).toBeCloseTo(1, 4);
      const drawn = [...(await family.of(repeated(count)).sample(key(3)).data())];
      for (const power of [1, 2, 3, 4]) {
        const mean = drawn.reduce((total, x) => total + x ** power / count, 0);
        const error = Math.sqrt((expected(2 * power) - expected(power) ** 2) / count);
        expect(Math.abs(mean - expected(power)), `moment ${power}`).toBeLessThan(4 * error);
      }
    });

    it('are a function of the key, and leave nothing else behind', async () => {
      const distribution = family.of(repeated(8));
      const [one, same, other] = [5, 5, 6].map((seed) => distribution.sample(key(seed))) as [Tensor, Tensor, Tensor];
      expect(one.shape).toEqual([8, 1]);
      await expectAllClose(one, same, { relative: 0, absolute: 0 });
      if (!outcomes) expect([...(await other.data())]).not.toEqual([...(await one.data())]);
      await expectNoLeak(() => distribution.sample(key(1)).dispose());
    });
  });
});

onEveryBackend(() => {
  it('of a continuous Bernoulli variable are its quantiles, with their slope, at any logit', async () => {
    const logits = [-1e4, -30, -0.01, -5e-4, 0, 5e-4, 0.01, 30, 1e4];
    const parameters = tensor2d(logits.map((l) => [l]));
    const draw = (l: Tensor) => continuousBernoulliLikelihood.of(l).sample(key(2));
    const u = await continuousBernoulliLikelihood
      .of(tensor2d(logits.map(() => [0])))
      .sample(key(2))
      .data();
    const quantile = (l: number, p: number) => (l === 0 ? p : Math.log1p(p * Math.expm1(l)) / l);
    const found = await draw(parameters).data();
    // Of l > 0 the draw is 1 less the quantile, so that nothing overflows; at l = 0, where the sign is taken for +, too.
    const expected = logits.map((l, i) => (l >= 0 ? 1 - quantile(-l, 1 - u[i]!) : quantile(l, 1 - u[i]!)));
    await expectAllClose(found, expected, { relative: 2e-5, absolute: 1e-6 });
    const slopes = await grad((l: Tensor) => sum(draw(l)))(parameters).data();
    expect([...slopes].every(Number.isFinite)).toBe(true);
  });
});
