import { key } from '@latentkit/random';
import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import {
  mean as average,
  div,
  exp,
  fill,
  matMul,
  sub,
  type Tensor,
  tensor,
  tensor2d,
  tensor3d,
  tile,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  bernoulliOfLogits,
  bernoulliOfProbabilities,
  beta,
  categoricalOfLogits,
  categoricalOfProbabilities,
  continuousBernoulli,
  type Distribution,
  diagonalGaussian,
  estimateKl,
  fullGaussian,
  gamma,
  kl,
  mixture,
  squaredWasserstein2,
  standardNormal,
  uniformOn,
} from './index.ts';

/** log Γ by Lanczos's approximation, in float64. */
function logGamma(x: number): number {
  const c = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const t = x + 6.5;
  const series = c.reduce((total, a, i) => total + (i === 0 ? a : a / (x - 1 + i)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(series);
}

const gaussian = (x: number, m: number, v: number) => -0.5 * ((x - m) ** 2 / Math.exp(v) + v + Math.log(2 * Math.PI));
const gammaLog = (x: number, a: number, b: number) => a * Math.log(b) + (a - 1) * Math.log(x) - b * x - logGamma(a);
const betaLog = (x: number, a: number, b: number) =>
  (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);

/** Of one feature with two parameters: the log density in float64, where it lies, points to compare at. */
interface Case {
  readonly of: (a: Tensor, b: Tensor) => Distribution;
  readonly log: (x: number, a: number, b: number) => number;
  readonly parameters: readonly (readonly [number, number])[];
  readonly x: readonly number[];
  readonly line: readonly [number, number];
}

const cases: Record<string, Case> = {
  diagonalGaussian: {
    of: (mean, logVariance) => diagonalGaussian({ mean, logVariance }),
    log: gaussian,
    parameters: [
      [0.5, -1],
      [-1, 1],
    ],
    x: [0.25, -1.5, 2],
    line: [-12, 12],
  },
  gamma: {
    of: (concentration, rate) => gamma({ concentration, rate }),
    log: gammaLog,
    parameters: [
      [2.5, 1],
      [9, 3],
      [1.5, 2],
    ],
    x: [0.1, 1, 4],
    line: [0, 30],
  },
  beta: {
    of: (alpha, b) => beta({ alpha, beta: b }),
    log: betaLog,
    parameters: [
      [2.5, 1.5],
      [9, 3],
      [1.5, 12],
    ],
    x: [0.1, 0.5, 0.9],
    line: [0, 1],
  },
};

describe.each(Object.entries(cases))('%s', (_, { of, log, parameters, x, line }) => {
  const columns = (values: readonly (readonly number[])[], at: number) =>
    tensor(
      values.map((row) => row[at]!),
      [values.length, 1],
    );

  onEveryBackend(() => {
    it('has the log density of its formula, with its gradients', async () => {
      const rows = parameters.flatMap(([a, b]) => x.map((at) => [at, a, b]));
      await expectGradients({
        value: (at, a, b) => of(a!, b!).logProb(at!),
        reference: (at, a, b) => at!.reduce((total, value, i) => total + log(value, a![i]!, b![i]!), 0),
        inputs: [0, 1, 2].map((i) => ({ shape: [rows.length, 1], values: rows.map((row) => row[i]!) })),
        tolerance: { relative: 2e-5, absolute: 5e-5 },
      });
      const found = of(columns(rows, 1), columns(rows, 2)).logProb(columns(rows, 0));
      const expected = rows.map(([at, a, b]) => log(Math.fround(at!), Math.fround(a!), Math.fround(b!)));
      await expectAllClose(found, expected, { relative: 2e-6, absolute: 3e-6 });
    });

    it('has samples with the moments of its density, and its mean', async () => {
      const [count, steps] = [20_000, 20_000];
      for (const [a, b] of parameters) {
        const width = (line[1] - line[0]) / steps;
        const moment = (power: number) => {
          let total = 0;
          for (let i = 0; i < steps; i++) {
            const at = line[0] + (i + 0.5) * width;
            total += width * Math.exp(log(at, a, b)) * at ** power;
          }
          return total;
        };
        const distribution = of(fill([count, 1], a), fill([count, 1], b));
        const drawn = [...(await distribution.sample(key(4)).data())];
        for (const power of [1, 2, 3]) {
          const mean = drawn.reduce((total, value) => total + value ** power / count, 0);
          const error = Math.sqrt((moment(2 * power) - moment(power) ** 2) / count);
          expect(Math.abs(mean - moment(power)), `moment ${power} of ${a}, ${b}`).toBeLessThan(4 * error);
        }
        const [mean] = await distribution.mean().data();
        expect(Math.abs(mean! / moment(1) - 1)).toBeLessThan(1e-4);
      }
    });
  });
});

onEveryBackend(() => {
  it('gamma and beta variables of tiny and of large concentrations are numbers, and in range', async () => {
    const concentration = tensor2d([[1e-3], [0.1], [1e4]]);
    const ofGamma = await gamma({ concentration, rate: fill([3, 1], 1) })
      .sample(key(1))
      .data();
    const ofBeta = await beta({ alpha: concentration, beta: fill([3, 1], 1e-3) })
      .sample(key(2))
      .data();
    for (const value of ofGamma) expect(value).toBeGreaterThanOrEqual(0);
    expect(Math.abs(ofGamma[2]! / 1e4 - 1)).toBeLessThan(0.05);
    for (const value of ofBeta) expect(value >= 0 && value <= 1).toBe(true);
  });

  it('have log density −∞ where there is none, and what the limit is at the ends', async () => {
    const column = (...values: number[]) => tensor(values, [values.length, 1]);
    const one = (count: number) => fill([count, 1], 1);
    const none = Number.NEGATIVE_INFINITY;
    const exponential = gamma({ concentration: one(3), rate: one(3) });
    await expectAllClose(exponential.logProb(column(-1, 0, 2)), [none, 0, -2]);
    await expectAllClose(beta({ alpha: one(4), beta: one(4) }).logProb(column(-0.1, 0, 1, 1.1)), [none, 0, 0, none], {
      absolute: 3e-6,
    });
    const box = uniformOn(column(0, 0, 0), column(2, 2, 2));
    await expectAllClose(box.logProb(column(-0.1, 1, 2.1)), [none, -Math.LN2, none]);
    await expectAllClose(bernoulliOfProbabilities(column(0, 0, 1, 1)).logProb(column(0, 1, 0, 1)), [0, none, none, 0]);
    const certain = categoricalOfProbabilities(tensor2d([[1, 0, 0]]));
    await expectAllClose(certain.logProb(tensor2d([[1, 0, 0]])), [0]);
    await expectAllClose(certain.logProb(tensor2d([[0, 1, 0]])), [none]);
    await expectAllClose(certain.sample(key(1)), [1, 0, 0]);
  });

  it('of outcomes are drawn as often as they are probable', async () => {
    const count = 20_000;
    const p = [0.5, 0.2, 0.3];
    const repeated = tile(tensor2d([p]), [count, 1]);
    const logits = tile(tensor2d([p.map((x) => Math.log(x) + 3)]), [count, 1]);
    for (const distribution of [categoricalOfProbabilities(repeated), categoricalOfLogits(logits)]) {
      const found = average(distribution.sample(key(2)), 0);
      await expectAllClose(found, p, { absolute: 4 * Math.sqrt(0.25 / count) });
      await expectAllClose(average(distribution.mean(), 0), p, { relative: 1e-4 });
      const [value] = await distribution.logProb(tile(tensor2d([[0, 1, 0]]), [count, 1])).data();
      expect(value).toBeCloseTo(Math.log(0.2), 5);
    }
    const tosses = bernoulliOfProbabilities(repeated).sample(key(3));
    await expectAllClose(average(tosses, 0), p, { absolute: 4 * Math.sqrt(0.25 / count) });
    await expectAllClose(bernoulliOfLogits(tensor2d([[0, 1e4]])).mean(), [0.5, 1]);
    await expectAllClose(average(uniformOn(fill([count, 1], 1), fill([count, 1], 3)).sample(key(4))), [2], {
      absolute: 4 / Math.sqrt(3 * count),
    });
    expect(continuousBernoulli(tensor2d([[0, 1]])).sample(key(1)).shape).toEqual([1, 2]);
  });

  it('a full Gaussian has the density and the covariance of its factor', async () => {
    const [mean, factor] = [
      tensor2d([[1, -2]]),
      tensor3d([
        [
          [2, 9],
          [-1, 0.5],
        ],
      ]),
    ];
    // Σ = [[4, −2], [−2, 1.25]], det 1; Σ⁻¹ = [[1.25, 2], [2, 4]]
    const [x, y] = [0.5, 1];
    const energy = 1.25 * (x - 1) ** 2 + 4 * (x - 1) * (y + 2) + 4 * (y + 2) ** 2;
    const value = fullGaussian({ mean, factor }).logProb(tensor2d([[x, y]]));
    await expectAllClose(value, [-0.5 * energy - Math.log(2 * Math.PI)]);
    const count = 20_000;
    const many = fullGaussian({ mean: tile(mean, [count, 1]), factor: tile(factor, [count, 1, 1]) });
    const drawn = sub(many.sample(key(6)), mean);
    const covariance = div(matMul(drawn, drawn, true), count);
    await expectAllClose(covariance, [4, -2, -2, 1.25], { absolute: 4 * Math.sqrt(32 / count) });
  });

  it('the standard normal is the Gaussian of zeros, in one form or the other', async () => {
    const [mean, logVariance] = [tensor2d([[0.5, -2]]), tensor2d([[1, -1]])];
    const [p, q] = [diagonalGaussian({ mean, logVariance }), standardNormal([1, 2])];
    const zeros = diagonalGaussian({ mean: zerosLike(mean), logVariance: zerosLike(mean) });
    for (const form of [kl, squaredWasserstein2]) {
      await expectAllClose(form(p, q), form(p, zeros));
      await expectAllClose(form(q, p), form(zeros, p));
    }
    const x = tensor2d([[0.1, 3]]);
    await expectAllClose(q.logProb(x), zeros.logProb(x));
    const { sample, kl: divergence } = p.sampleWithKl(key(1));
    await expectAllClose(sample, p.sample(key(1)));
    await expectAllClose(divergence, kl(p, q));
    await expectNoLeak(() => kl(p, standardNormal([1, 2])).dispose());
  });

  it('a mixture has the density of its formula, and the mean of its samples', async () => {
    const count = 20_000;
    const logits = tile(tensor2d([[0, 1, -1]]), [count, 1]) as never;
    const parts = [-2, 0.5, 4].map((m) =>
      diagonalGaussian({ mean: fill([count, 1], m), logVariance: fill([count, 1], -1) }),
    );
    const mixed = mixture(logits, parts);
    const weights = [0, 1, -1].map(Math.exp);
    const total = weights.reduce((a, b) => a + b);
    const density = (x: number) =>
      [-2, 0.5, 4].reduce((sum, m, k) => sum + (weights[k]! / total) * Math.exp(gaussian(x, m, -1)), 0);
    const [value] = await exp(mixed.logProb(fill([count, 1], 0.75))).data();
    expect(value).toBeCloseTo(density(0.75), 5);
    const expected = [-2, 0.5, 4].reduce((sum, m, k) => sum + (m * weights[k]!) / total, 0);
    const [mean] = await mixed.mean().data();
    expect(mean).toBeCloseTo(expected, 5);
    await expectAllClose(average(mixed.sample(key(3))), [expected], { absolute: (4 * 2) / Math.sqrt(count) });
  });

  it('estimateKl is within its standard error of the closed form', async () => {
    const p = diagonalGaussian({ mean: tensor2d([[1, 0]]), logVariance: tensor2d([[0, -1]]) });
    const q = standardNormal([1, 2]);
    const { value, standardError } = estimateKl(p, q, key(2), { samples: 400 });
    const [found, error, exact] = await Promise.all(
      [value, standardError, kl(p, q)].map(async (x) => (await x.data())[0]!),
    );
    // log p − log q = x₀ + ½ (1 − e) x₁² + ½, and the variances of x₀ and of x₁² are 1 and 2/e².
    const deviation = Math.sqrt(1 + 0.5 * (1 - 1 / Math.E) ** 2);
    expect(Math.abs((error! * Math.sqrt(400)) / deviation - 1)).toBeLessThan(0.2);
    expect(Math.abs(found! - exact!)).toBeLessThan(4 * error!);
    const same = estimateKl(q, q, key(1), { samples: 3 });
    await expectAllClose(same.value, [0], { absolute: 0 });
    await expectAllClose(same.standardError, [0], { absolute: 0 });
  });

  it('kl of uniform distributions is the ratio of their widths, or ∞', async () => {
    const box = (a: number, b: number) => uniformOn(tensor2d([[a]]), tensor2d([[b]]));
    await expectAllClose(kl(box(0, 1), box(-1, 3)), [Math.log(4)]);
    await expectAllClose(kl(box(0, 1), box(0.5, 3)), [Number.POSITIVE_INFINITY]);
    await expectAllClose(kl(box(0, 1), box(-1, 0.5)), [Number.POSITIVE_INFINITY]);
  });

  it('a pair without a closed form is refused, with the families and what estimates it', () => {
    const p = standardNormal([1, 1]);
    const q = beta({ alpha: tensor2d([[1]]), beta: tensor2d([[1]]) });
    expect(() => kl(p, q)).toThrow(TypeError);
    expect(() => kl(p, q)).toThrow(
      "kl: p is 'diagonalGaussian' and q is 'beta', of which no closed form is known: estimateKl(p, q, key, options) estimates it.",
    );
    expect(() => squaredWasserstein2(q, q)).toThrow("squaredWasserstein2: p is 'beta' and q is 'beta'");
    const mixed = mixture(tensor2d([[0]]), [p]);
    expect(() => kl(mixed, mixed)).toThrow('kl: p is a distribution without closed forms');
    expect(() => kl(p, standardNormal([1, 2]))).toThrow('kl: p.mean has shape [1,1] but q.mean has shape [1,2].');
  });
});
