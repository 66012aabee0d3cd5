import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { grads, softmax, type Tensor, type Tensor2D, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { forwardKl } from '../index.ts';
import { divergence, divergenceUnchecked } from './divergence.ts';
import { quadrature } from './quadrature.ts';
import { named } from './reference.test-util.ts';
import { renyi, renyiUnchecked } from './renyi.ts';

const half = [0.5, 0.5];
/** What no distribution is, and what is said of it. */
const bad: readonly (readonly [string, number[][], RegExp])[] = [
  [
    'a negative probability',
    [half, [1.5, -0.5]],
    /^\w+: p\[1,1\] is -0.5 but a finite number of at least 0 was expected\.$/,
  ],
  ['NaN', [half, [Number.NaN, 1]], /p\[1,0\] is NaN/],
  ['Infinity', [[Infinity, 0], half], /p\[0,0\] is Infinity/],
  ['a sum above 1', [half, [0.5, 0.51]], /row 1 of p has the mass 1\.0\d* but 1 was expected, within/],
  ['a sum below 1', [half, [0.5, 0.25]], /row 1 of p has the mass 0\.75 but 1 was expected, within/],
  ['no mass', [[0, 0], half], /row 0 of p has the mass 0 but 1/],
];

/** A GPU compiles a program for each operation: these have all of the special ones. */
const few = ['forwardKl', 'squaredHellinger', 'alpha(3.5)'];

onEveryBackend((backend) => {
  const table = backend.startsWith('web') ? named.filter(([name]) => few.includes(name)) : named;
  const good = () => tensor2d([half, half]);
  const checked = {
    divergence: (p: Tensor2D, q: Tensor2D) => divergence(forwardKl, p, q),
    renyi: (p: Tensor2D, q: Tensor2D) => renyi(2, p, q),
    quadrature: (p: Tensor2D, q: Tensor2D) => quadrature(forwardKl, p, q, { spacing: 1, tolerance: 1e-3 }),
  };

  describe.each(Object.entries(checked))('%s refuses', (_, of) => {
    it.each(bad)('%s', async (_, rows, message) => {
      await expect(of(tensor2d(rows), good())).rejects.toThrow(message);
      await expect(of(tensor2d(rows), good())).rejects.toBeInstanceOf(RangeError);
      await expect(of(good(), tensor2d(rows))).rejects.toThrow(RangeError);
    });

    it('shapes that differ or have no outcomes', async () => {
      await expect(of(good(), tensor2d([half]))).rejects.toThrow(
        /^\w+: p has shape \[2,2\] but q has shape \[1,2\]\.$/,
      );
      for (const shape of [[2], [2, 2, 2], [2, 0], []] as [number, number][]) {
        const x = zeros(shape) as Tensor2D;
        await expect(of(x, x), `${shape}`).rejects.toThrow(/but \[batch,outcomes\] was expected/);
      }
    });
  });

  it('takes what a softmax gives: a sum within 1e-5 of 1', async () => {
    await expectAllClose(await divergence(forwardKl, tensor2d([[0.5, 0.500004]]), tensor2d([[0.499996, 0.5]])), [0], {
      absolute: 1e-5,
    });
  });

  it('takes no rows at all', async () => {
    expect((await divergence(forwardKl, zeros([0, 2]), zeros([0, 2]))).shape).toEqual([0]);
  });

  it('refuses an order, a spacing or a tolerance that is none', async () => {
    for (const order of [0, -1, Infinity, Number.NaN]) {
      await expect(renyi(order, good(), good())).rejects.toThrow(/renyi: order is/);
    }
    for (const spacing of [0, -1, Infinity, Number.NaN]) {
      await expect(quadrature(forwardKl, good(), good(), { spacing })).rejects.toThrow(/quadrature: spacing is/);
    }
    await expect(quadrature(forwardKl, good(), good(), { spacing: 1, tolerance: -1 })).rejects.toThrow(
      /tolerance is -1/,
    );
  });

  it('says how far off a grid is', async () => {
    await expect(quadrature(forwardKl, good(), good(), { spacing: 0.5 })).rejects.toThrow(
      'row 0 of p has the mass 0.5 but 1',
    );
    await expectAllClose(
      await quadrature(forwardKl, good(), tensor2d([half, [0.25, 0.75]]), { spacing: 1 }),
      [0, 0.1438410362],
      { relative: 1e-6 },
    );
  });

  const [p, q] = [
    [0.5, 0.3, 0.15, 0.05],
    [0.49, 0.1, 0.15, 0.26],
  ];
  it('has the gradients of the formula, also where p and q are close', async () => {
    for (const [name, { divergence, f, threshold }] of table) {
      // Moved from the kink of total variation.
      const [a, b] = name === 'totalVariation' ? [p, q.map((x, i) => (i === 2 ? 0.16 : x))] : [p, q];
      // divergenceUnchecked takes f'(1) (p − q) and f(1) q away and adds f(1): the same for distributions, not for a step away.
      const term = (p: number, q: number) => q * f(p / q) - threshold * (p - q) - divergence.minimum * q;
      await expectGradients({
        value: (p, q) => divergenceUnchecked(divergence, p as Tensor2D, q as Tensor2D),
        reference: (p, q) => p!.reduce((sum, x, i) => sum + term(x, q![i]!), divergence.minimum),
        inputs: [
          { shape: [1, 4], values: a },
          { shape: [1, 4], values: b },
        ],
        tolerance: { relative: 1e-4, absolute: 1e-5 },
      });
    }
  });

  it('has no NaN in its gradients by probabilities, however small, nor by logits unless a slope is beyond float32', async () => {
    // Of two outcomes: −60 gives 9e-27, whose square is 0 in float32, and −100 next to nothing.
    const pairs = [
      [-60, -60],
      [-60, -61],
      [-60, -30],
      [-30, -60],
      [-87, -87.3],
      [-100, -60],
      [-85, 85],
      [-1e4, 1e4],
      [1e4, -60],
      [-1e4, -1e4],
    ];
    const logits = [0, 1].map((side) => tensor2d(pairs.map((pair) => [0, pair[side]!])));
    const probabilities = logits.map((x) => softmax(x));
    for (const [name, { divergence }] of table) {
      const of = (p: Tensor, q: Tensor) => divergenceUnchecked(divergence, p as Tensor2D, q as Tensor2D);
      expect([...(await of(probabilities[0]!, probabilities[1]!).data())].some(Number.isNaN), name).toBe(false);
      for (const slope of grads(of)(probabilities)) {
        expect([...(await slope.data())].some(Number.isNaN), name).toBe(false);
      }
      // A power of the ratio e⁸⁵ is no float32.
      if (['pearson', 'neyman'].includes(name) || name.startsWith('alpha')) continue;
      for (const slope of grads((p, q) => of(softmax(p), softmax(q)))(logits)) {
        expect([...(await slope.data())].some(Number.isNaN), name).toBe(false);
      }
    }
  });

  it("has the gradients of Rényi's formula along the simplex, also where p and q are close", async () => {
    const softmaxOf = (logits: Float64Array) => {
      const powers = logits.map(Math.exp);
      return powers.map((x) => x / powers.reduce((a, b) => a + b));
    };
    const reference = (order: number, a: Float64Array, b: Float64Array) => {
      const [p, q] = [softmaxOf(a), softmaxOf(b)];
      if (order === 1) return p.reduce((sum, x, i) => sum + x * Math.log(x / q[i]!), 0);
      return Math.log(p.reduce((sum, x, i) => sum + x ** order * q[i]! ** (1 - order), 0)) / (order - 1);
    };
    for (const order of backend.startsWith('web') ? [0.5] : [0.25, 0.5, 1, 2, 5]) {
      for (const other of [
        [0, 1, -2, 0.6],
        [3, -2, 1, -6],
      ]) {
        await expectGradients({
          value: (a, b) => renyiUnchecked(order, softmax(a as Tensor2D), softmax(b as Tensor2D)),
          reference: (a, b) => reference(order, a!, b!),
          inputs: [
            { shape: [1, 4], values: [0, 1, -2, 0.5] },
            { shape: [1, 4], values: other },
          ],
          tolerance: { relative: 1e-4, absolute: 1e-5 },
        });
      }
    }
  });

  it("has no NaN in Rényi's gradients, where the supports differ or a power overflows", async () => {
    const rows = [
      tensor2d([
        [0.5, 0.5, 0],
        [1, 0, 0],
        [1, 1e-38, 0],
        [0.5, 0.25, 0.25],
      ]),
      tensor2d([
        [0, 0.5, 0.5],
        [0, 1, 0],
        [1e-38, 1, 0],
        [0.5, 0.25, 0.25],
      ]),
    ];
    for (const order of backend.startsWith('web') ? [0.5, 5] : [0.25, 0.5, 1, 2, 5, 30]) {
      const of = (p: Tensor, q: Tensor) => renyiUnchecked(order, p as Tensor2D, q as Tensor2D);
      expect([...(await of(rows[0]!, rows[1]!).data())].some(Number.isNaN), `${order}`).toBe(false);
      for (const slope of grads(of)(rows)) {
        expect([...(await slope.data())].some(Number.isNaN), `${order}`).toBe(false);
      }
    }
  });

  it('is Infinity or finite where the supports differ, with gradients that are never NaN', async () => {
    const rows = () => [tensor2d([[0.5, 0.5, 0, 0]]), tensor2d([[0, 0.5, 0.5, 0]])] as const;
    for (const [name, { divergence }] of table) {
      const of = (p: Tensor, q: Tensor) => divergenceUnchecked(divergence, p as Tensor2D, q as Tensor2D);
      const [value] = await of(...rows()).data();
      const ends = divergence.atZero + divergence.slopeAtInfinity;
      if (ends === Infinity) expect(value, name).toBe(Infinity);
      else await expectAllClose([value!], [ends / 2 + divergence.minimum / 2], { relative: 1e-5, absolute: 1e-6 });
      for (const slope of grads(of)([...rows()]))
        expect([...(await slope.data())].some(Number.isNaN), name).toBe(false);
    }
  });

  it('leaks nothing', async () => {
    const [a, b] = [tensor2d([p]), tensor2d([q])];
    await expectNoLeak(async () => {
      for (const [, { divergence }] of table) divergenceUnchecked(divergence, a, b).dispose();
      (await divergence(forwardKl, a, b)).dispose();
      (await renyi(0.5, a, b)).dispose();
      (await quadrature(forwardKl, a, b, { spacing: 1 })).dispose();
    }, 2);
  });
});
