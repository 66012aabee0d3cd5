import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { fc } from '@latentkit/testing/properties';
import { grads, sum, type Tensor, tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { betaKl, gammaKl } from './byParameters.test-util.ts';

type Four = (a: Tensor, b: Tensor, c: Tensor, d: Tensor) => Tensor;
const families: [string, Four][] = [
  ['gammaKl', (a, b, c, d) => gammaKl({ concentration: a, rate: b }, { concentration: c, rate: d })],
  ['betaKl', (a, b, c, d) => betaKl({ alpha: a, beta: b }, { alpha: c, beta: d })],
];

// Values and gradients of wide ranges of parameters are in golden.test.ts.
onEveryBackend(() => {
  it.each(families)('%s is 0 with gradient 0 for equals, exactly, and above 0 for others', async (_, divergence) => {
    const parameter = fc.oneof(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 50 }).map((x) => x / 10),
    );
    const points = fc.sample(fc.tuple(parameter, parameter, parameter, parameter), { numRuns: 30, seed: 7 });
    const [a, b, c, d] = [0, 1, 2, 3].map((i) =>
      tensor(
        points.map((point) => point[i]!),
        [30, 1],
      ),
    ) as [Tensor, Tensor, Tensor, Tensor];
    expect(await divergence(a, b, a, b).data()).toEqual(new Float32Array(30));
    for (const slope of grads((...x: Tensor[]) => sum(divergence(...(x as Parameters<Four>))))([a, b, a, b])) {
      await expectAllClose(slope, new Float32Array(30), { absolute: 0 });
    }
    for (const [i, value] of (await divergence(a, b, c, d).data()).entries()) {
      const [w, x, y, z] = points[i]!;
      if (w === y && x === z) expect(value).toBe(0);
      else expect(value).toBeGreaterThan(0);
    }
  });

  it.each(families)('%s has known cases, and sums them over the features', async (name, divergence) => {
    // Exponential distributions, and powers of a uniform one: both log(b/c) + c/b − 1.
    const known = Math.log(3 / 0.7) + 0.7 / 3 - 1;
    const one = [1, 1];
    const [p, q] = [
      tensor2d([
        [3, 0.7],
        [3, 3],
      ]),
      tensor2d([
        [0.7, 3],
        [3, 0.7],
      ]),
    ];
    const ones = tensor2d([one, one]);
    const value = name === 'gammaKl' ? divergence(ones, p, ones, q) : divergence(p, ones, q, ones);
    const reverse = Math.log(0.7 / 3) + 3 / 0.7 - 1;
    await expectAllClose(value, [known + reverse, known], { relative: 1e-6, absolute: 0 });
  });

  it.each(families)('%s is NaN for parameters that are not above 0, and finite at extremes', async (_, divergence) => {
    const bad = [0, -1, Number.NaN];
    const [wrong, fine] = [tensor(bad, [3, 1]), tensor([1, 1, 1], [3, 1])];
    const none = new Float32Array(3).fill(Number.NaN);
    for (const at of [0, 1, 2, 3]) {
      const x = [0, 1, 2, 3].map((i) => (i === at ? wrong : fine)) as Parameters<Four>;
      await expectAllClose(divergence(...x), none);
    }
    const [small, large] = [tensor([1e-3, 1e-3, 1e5], [3, 1]), tensor([1e5, 1e-3, 1e5], [3, 1])];
    const slopes = grads((...x: Tensor[]) => sum(divergence(...(x as Parameters<Four>))))([small, large, large, small]);
    for (const x of [divergence(small, large, large, small), ...slopes]) {
      expect([...(await x.data())].every(Number.isFinite)).toBe(true);
    }
  });

  it.each(families)('%s broadcasts nothing', (_name, divergence) => {
    const [x, y] = [zeros([2, 3]), zeros([2, 1])];
    for (const at of [1, 2, 3]) {
      const four = [0, 1, 2, 3].map((i) => (i === at ? y : x)) as Parameters<Four>;
      expect(() => divergence(...four)).toThrow(RangeError);
      expect(() => divergence(...four)).toThrow(
        /^\w+: (p|parameters)\.\w+ has shape \[2,[13]\] but .* has shape \[2,[13]\]/,
      );
    }
  });

  it.each(families)('%s leaks nothing', async (_, divergence) => {
    const x = [1, 2, 3, 4].map((value) => tensor([value, value, value], [3, 1]));
    await expectNoLeak(() => {
      divergence(...(x as Parameters<Four>)).dispose();
      for (const slope of grads((...y: Tensor[]) => sum(divergence(...(y as Parameters<Four>))))(x)) slope.dispose();
    });
  });
});
