import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { grads, sum, type Tensor, tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  bernoulliKl,
  bernoulliKlFromLogits,
  categoricalKl,
  categoricalKlFromLogits,
} from './byParameters.test-util.ts';

const all = { bernoulliKl, bernoulliKlFromLogits, categoricalKl, categoricalKlFromLogits };

onEveryBackend(() => {
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
