import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import { fc } from '@latentkit/testing/properties';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import {
  bernoulliKl,
  bernoulliKlFromLogits,
  categoricalKl,
  categoricalKlFromLogits,
} from './byParameters.test-util.ts';

const term = (p: number, q: number) => (p > 0 ? p * Math.log(p / q) : 0);
const bernoulli = (p: number, q: number) => term(p, q) + term(1 - p, 1 - q);
const softmax = (logits: ArrayLike<number>) => {
  const e = Array.from(logits, (x, _) => Math.exp(x - Math.max(...Array.from(logits))));
  return e.map((x) => x / e.reduce((a, b) => a + b));
};
const categorical = (p: ArrayLike<number>, q: ArrayLike<number>) =>
  Array.from(p).reduce((total, x, i) => total + term(x, q[i]!), 0);

onEveryBackend(() => {
  it('have the gradients of their formulas', async () => {
    const tolerance = { relative: 1e-5, absolute: 2e-6 };
    await expectGradients({
      value: bernoulliKl as (...x: Tensor[]) => Tensor,
      reference: (p, q) => p!.reduce((total, x, i) => total + bernoulli(x, q![i]!), 0),
      inputs: [
        { shape: [1, 4], values: [0.5, 0.1, 0.9, 0.3] },
        { shape: [1, 4], values: [0.2, 0.7, 0.4, 0.31] },
      ],
      tolerance,
    });
    await expectGradients({
      value: categoricalKl as (...x: Tensor[]) => Tensor,
      reference: (p, q) => p!.reduce((total, x, i) => total + term(x, q![i]!) - x + q![i]!, 0),
      inputs: [
        { shape: [1, 4], values: [0.5, 0.125, 0.125, 0.25] },
        { shape: [1, 4], values: [0.25, 0.5, 0.13, 0.12] },
      ],
      tolerance,
    });
    for (const logits of [
      [1, -2, 0.5, 3],
      [1, -1.9, 0.4, 3],
      [20, -2, 7, -9],
    ]) {
      await expectGradients({
        value: categoricalKlFromLogits as (...x: Tensor[]) => Tensor,
        reference: (p, q) => categorical(softmax(p!), softmax(q!)),
        inputs: [
          { shape: [1, 4], values: [1, -2, 0.5, 3.1] },
          { shape: [1, 4], values: logits },
        ],
        tolerance,
      });
    }
    await expectGradients({
      value: bernoulliKlFromLogits as (...x: Tensor[]) => Tensor,
      reference: (p, q) => p!.reduce((total, x, i) => total + categorical(softmax([x, 0]), softmax([q![i]!, 0])), 0),
      inputs: [
        { shape: [1, 4], values: [0, -2, 3, 0.5] },
        { shape: [1, 4], values: [1, 3, -9, 0.51] },
      ],
      tolerance,
    });
  });

  it('are above 0 for unequals, and sum over features and variables', async () => {
    const cents = fc.integer({ min: 1, max: 99 });
    const pairs = fc.sample(fc.tuple(cents, cents), { numRuns: 24, seed: 5 }).map((pair) => pair.map((x) => x / 100));
    const [p, q] = [0, 1].map((side) => pairs.map((pair) => pair[side]!)) as [number[], number[]];
    const values = await bernoulliKl(tensor(p, [24, 1]), tensor(q, [24, 1])).data();
    for (const [i, value] of values.entries()) {
      if (p[i] === q[i]) expect(value).toBe(0);
      else expect(value).toBeGreaterThan(0);
    }
    const expected = [0, 1].map((row) =>
      p.slice(12 * row, 12 * row + 12).reduce((total, x, i) => total + bernoulli(x, q[12 * row + i]!), 0),
    );
    const [a, b] = [tensor(p, [2, 3, 4]), tensor(q, [2, 3, 4])];
    await expectAllClose(bernoulliKl(a, b), expected);
    const outcomes = (x: number[]) =>
      tensor(
        x.flatMap((value) => [value, 1 - value]),
        [2, 3, 4, 2],
      );
    await expectAllClose(categoricalKl(outcomes(p), outcomes(q)), expected);
    const logits = (x: number[]) => x.map((value) => Math.log(value / (1 - value)));
    await expectAllClose(bernoulliKlFromLogits(tensor(logits(p), [2, 3, 4]), tensor(logits(q), [2, 3, 4])), expected);
    const logitsOf = (x: number[]) =>
      tensor(
        logits(x).flatMap((value) => [value, 0]),
        [2, 3, 4, 2],
      );
    await expectAllClose(categoricalKlFromLogits(logitsOf(p), logitsOf(q)), expected);
  });
});
