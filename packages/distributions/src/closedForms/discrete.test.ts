import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { fc } from '@latentkit/testing/properties';
import { grads, sum, type Tensor, tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
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
const all = { bernoulliKl, bernoulliKlFromLogits, categoricalKl, categoricalKlFromLogits };

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

  it('stay finite at the largest logits, and so do their gradients', async () => {
    const points = [
      [1e4, -1e4, 1e4],
      [-1e4, 1e4, 1e4],
      [1e4, 1e4, 0],
      [0, 1e4, 5e3 - Math.LN2],
      [0, -1e4, 5e3 - Math.LN2],
      [-1e4, 0, Math.LN2],
      [88, -88, 88],
    ];
    const [p, q] = [0, 1].map((side) => tensor2d(points.map((point) => [point[side]!]))) as [Tensor, Tensor];
    const expected = points.map((point) => point[2]!);
    await expectAllClose(bernoulliKlFromLogits(p, q), expected, { relative: 1e-6 });
    for (const slope of grads((a: Tensor, b: Tensor) => sum(bernoulliKlFromLogits(a, b)))([p, q])) {
      expect([...(await slope.data())].every(Number.isFinite)).toBe(true);
    }
    const outcomes = (side: 0 | 1) => tensor2d(points.map((point) => [point[side]!, 0]));
    await expectAllClose(categoricalKlFromLogits(outcomes(0), outcomes(1)), expected, { relative: 1e-6 });
  });

  it('are 0 for equals, exactly, and gradients by logits too', async () => {
    const logits = tensor2d([[0, 1, -3, 1e4, -1e4, 30]]);
    for (const divergence of [bernoulliKlFromLogits, categoricalKlFromLogits]) {
      expect(await divergence(logits, logits).data()).toEqual(new Float32Array(1));
      for (const slope of grads((a: Tensor, b: Tensor) => sum(divergence(a, b)))([logits, logits])) {
        await expectAllClose(slope, new Float32Array(6), { absolute: 0 });
      }
    }
    const p = tensor2d([[0, 1, 0.25, 1e-30, 0.5, 0.125]]);
    expect(await bernoulliKl(p, p).data()).toEqual(new Float32Array(1));
    const simplex = tensor2d([[0, 0.5, 0.25, 0, 0.125, 0.125]]);
    expect(await categoricalKl(simplex, simplex).data()).toEqual(new Float32Array(1));
  });

  it('are what they must be at probabilities 0 and 1', async () => {
    const points = [
      [0, 0.5, Math.LN2],
      [1, 0.5, Math.LN2],
      [1, 0, Number.POSITIVE_INFINITY],
      [0.5, 0, Number.POSITIVE_INFINITY],
      [0.5, 1, Number.POSITIVE_INFINITY],
      [0, 0, 0],
      [1, 1, 0],
    ];
    const [p, q, kl] = [0, 1, 2].map((side) => points.map((point) => point[side]!)) as [number[], number[], number[]];
    await expectAllClose(bernoulliKl(tensor(p, [7, 1]), tensor(q, [7, 1])), kl);
    const outcomes = (x: number[]) => tensor2d(x.map((value) => [value, 1 - value]));
    await expectAllClose(categoricalKl(outcomes(p), outcomes(q)), kl);
  });

  it('give NaN for what is no distribution', async () => {
    const wrong = [-0.1, 1.1, Number.NaN, Number.POSITIVE_INFINITY];
    const [bad, good] = [tensor(wrong, [4, 1]), tensor([0.5, 0.5, 0.5, 0.5], [4, 1])];
    const none = new Float32Array(4).fill(Number.NaN);
    await expectAllClose(bernoulliKl(bad, good), none);
    await expectAllClose(bernoulliKl(good, bad), none);
    const unnormalised = tensor2d([
      [0.5, 0.4],
      [-0.1, 1.1],
      [0.6, 0.6],
      [Number.NaN, 0.5],
    ]);
    const halves = tensor2d([
      [0.5, 0.5],
      [0.5, 0.5],
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    await expectAllClose(categoricalKl(unnormalised, halves), none);
    await expectAllClose(categoricalKl(halves, unnormalised), none);
    expect((await bernoulliKlFromLogits(tensor2d([[Number.NaN]]), tensor2d([[0]])).data())[0]).toBeNaN();
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

  describe.each(Object.entries(all))('%s', (name, divergence) => {
    it('broadcasts nothing and needs its axes', () => {
      expect(() => divergence(zeros([2, 3]), zeros([1, 3]))).toThrow(RangeError);
      expect(() => divergence(zeros([2, 3]), zeros([2]))).toThrow(
        /^(kl: p\.\w+ has shape \[2,3\] but q\.\w+ has shape|\w+: \w+ has shape) \[2\]/,
      );
      expect(() => divergence(zeros([]), zeros([]))).toThrow(RangeError);
      if (name.startsWith('categorical')) {
        expect(() => divergence(zeros([2]), zeros([2]))).toThrow('but [batch,...variables,outcomes] was expected.');
      }
    });

    it('leaks nothing', async () => {
      const [p, q] = [tensor2d([[0.2, 0.3, 0.4, 0.1]]), tensor2d([[0.6, 0.1, 0.1, 0.2]])];
      await expectNoLeak(() => {
        divergence(p, q).dispose();
        for (const slope of grads((a: Tensor, b: Tensor) => sum(divergence(a, b)))([p, q])) slope.dispose();
      });
    });
  });
});
