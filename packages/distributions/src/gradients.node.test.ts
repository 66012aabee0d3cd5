import { expectGradients, onEveryBackend } from '@latentkit/testing';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import {
  affine,
  bernoulliOfLogits,
  bernoulliOfProbabilities,
  categoricalOfLogits,
  categoricalOfProbabilities,
  continuousBernoulli,
  type Distribution,
  diagonalGaussian,
  diagonalGaussianFamily,
  fullGaussian,
  mixture,
  standardNormal,
  transformed,
  uniformOn,
} from './index.ts';

type Numbers = ArrayLike<number>;

/** A distribution, the log density of all examples together in float64, and where; x is the first of the inputs. */
interface Case {
  readonly of: (...parameters: Tensor[]) => Distribution;
  readonly log: (x: Numbers, ...parameters: Numbers[]) => number;
  readonly inputs: readonly { readonly shape: readonly number[]; readonly values: readonly number[] }[];
}

const LOG_2PI = Math.log(2 * Math.PI);
const total = (x: Numbers, term: (x: number, i: number) => number) =>
  Array.from(x).reduce((sum, value, i) => sum + term(value, i), 0);
const logSumExp = (x: readonly number[]) => Math.log(x.reduce((sum, value) => sum + Math.exp(value), 0));
const normal = (x: number, mean: number, logVariance: number) =>
  -0.5 * ((x - mean) ** 2 / Math.exp(logVariance) + logVariance + LOG_2PI);
const pair = (...values: number[]) => ({ shape: [2, values.length / 2], values });

/** log N(x; μ, L Lᵀ) of one example of two dimensions, L read by row, from the inverse and the determinant of Σ. */
function fullNormal([x, y]: readonly number[], [m, n]: readonly number[], [a, , b, c]: readonly number[]): number {
  const [xx, xy, yy] = [a! ** 2, a! * b!, b! ** 2 + c! ** 2];
  const [u, v, determinant] = [x! - m!, y! - n!, xx * yy - xy ** 2];
  return -0.5 * ((yy * u ** 2 - 2 * xy * u * v + xx * v ** 2) / determinant + Math.log(determinant)) - LOG_2PI;
}

const categoricalInputs = { shape: [2, 2, 3], values: [0, 1, 0, 0.2, 0.3, 0.5, 1, 0, 0, 0.25, 0, 0.75] };
const cases: Record<string, Case> = {
  standardNormal: {
    of: () => standardNormal([2, 2]),
    log: (x) => total(x, (at) => normal(at, 0, 0)),
    inputs: [pair(0.5, -2, 0, 3)],
  },
  diagonalGaussianFamily: {
    of: (parameters) => diagonalGaussianFamily.of(parameters!),
    log: (x, p) => total(x, (at, i) => normal(at, p[i + 2 * (i >> 1)]!, p[i + 2 * (i >> 1) + 2]!)),
    inputs: [pair(0.5, -2, 0.25, 3), pair(0.25, -1, -1, 0.5, 0, 2, 1, -0.5)],
  },
  fullGaussian: {
    of: (mean, factor) => fullGaussian({ mean: mean as Tensor2D, factor: factor as Tensor3D }),
    log: (x, mean, factor) =>
      [0, 1].reduce((sum, row) => {
        const part = (values: Numbers, size: number) => Array.from(values).slice(size * row, size * (row + 1));
        return sum + fullNormal(part(x, 2), part(mean!, 2), part(factor!, 4));
      }, 0),
    // What is above the diagonal has the gradient 0.
    inputs: [
      pair(0.5, 1, -1, 0.25),
      pair(1, -0.5, 0, 2),
      { shape: [2, 2, 2], values: [2, 9, -1, 0.5, 0.75, -3, 0.25, 1.5] },
    ],
  },
  bernoulliOfLogits: {
    of: (logits) => bernoulliOfLogits(logits!),
    log: (x, l) => total(x, (at, i) => at * l[i]! - Math.log1p(Math.exp(l[i]!))),
    inputs: [pair(0, 1, 0.25, 0.75), pair(-1.5, 2, 0, 3)],
  },
  bernoulliOfProbabilities: {
    of: (probabilities) => bernoulliOfProbabilities(probabilities!),
    log: (x, p) => total(x, (at, i) => at * Math.log(p[i]!) + (1 - at) * Math.log(1 - p[i]!)),
    inputs: [pair(0, 1, 0.25, 0.75), pair(0.125, 0.75, 0.5, 0.25)],
  },
  categoricalOfLogits: {
    of: (logits) => categoricalOfLogits(logits!),
    log: (x, l) => total(x, (at, i) => at * (l[i]! - logSumExp([0, 1, 2].map((k) => l[3 * Math.floor(i / 3) + k]!)))),
    inputs: [categoricalInputs, { shape: [2, 2, 3], values: [1, -1, 0, 3, 2, -2, 0.5, 0.25, -4, 0, 0, 1] }],
  },
  categoricalOfProbabilities: {
    of: (probabilities) => categoricalOfProbabilities(probabilities!),
    log: (x, p) => total(x, (at, i) => at * Math.log(p[i]!)),
    inputs: [
      categoricalInputs,
      { shape: [2, 2, 3], values: [0.25, 0.5, 0.25, 0.125, 0.125, 0.75, 0.3, 0.3, 0.4, 0.1, 0.8, 0.1] },
    ],
  },
  continuousBernoulli: {
    of: (logits) => continuousBernoulli(logits!),
    log: (x, l) => total(x, (at, i) => at * l[i]! - Math.log(Math.expm1(l[i]!) / l[i]!)),
    inputs: [pair(0, 1, 0.25, 0.75), pair(-1.5, 2, 0.125, 5)],
  },
  uniformOn: {
    of: (minimum, maximum) => uniformOn(minimum!, maximum!),
    log: (_, a, b) => -total(a!, (minimum, i) => Math.log(b![i]! - minimum)),
    inputs: [pair(0.5, 1, -1, 0), pair(0, -1, -1.5, -3), pair(0.75, 3, 2, 0.25)],
  },
  mixture: {
    of: (logits, first, second, logVariance) =>
      mixture(
        logits as Tensor2D,
        [first, second].map((mean) => diagonalGaussian({ mean: mean!, logVariance: logVariance! })),
      ),
    log: (x, logits, first, second, logVariance) =>
      [0, 1].reduce((sum, row) => {
        const own = [0, 1].map((k) => logits![2 * row + k]!);
        const parts = [first, second].map((mean, k) =>
          [2 * row, 2 * row + 1].reduce((log, i) => log + normal(x[i]!, mean![i]!, logVariance![i]!), own[k]!),
        );
        return sum + logSumExp(parts) - logSumExp(own);
      }, 0),
    inputs: [pair(0.5, -1, 0.25, 2), pair(1, -0.5, 0, 2), pair(0, 0, 1, 1), pair(1, -2, -1, 2), pair(0, 1, -1, 0.5)],
  },
  transformed: {
    of: (shift, logScale) => transformed(standardNormal([2, 2]), affine(shift!, logScale!)),
    log: (x, shift, logScale) => total(x, (at, i) => normal(at, shift![i]!, 2 * logScale![i]!)),
    inputs: [pair(0.5, -1, 0.25, 2), pair(1, -0.5, 0, 2), pair(0.5, -0.25, 0, 1)],
  },
};

describe.each(Object.entries(cases))('%s', (_, { of, log, inputs }) => {
  onEveryBackend(() => {
    it('has the log density of its formula, with the gradients by x and every parameter', async () => {
      await expectGradients({
        value: (x, ...parameters) => of(...parameters).logProb(x!),
        reference: (x, ...parameters) => log(x!, ...parameters),
        inputs,
        tolerance: { relative: 2e-5, absolute: 2e-5 },
      });
    });
  });
});
