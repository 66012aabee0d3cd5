import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { points, spread, squaredDistance } from './reference.test-util.ts';
import { squaredDistances } from './squaredDistances.ts';

const inputs = [
  { shape: [4, 3], values: spread(12, 1) },
  { shape: [2, 3], values: spread(6, 2) },
];

onEveryBackend(() => {
  it('is the formula, and so are its gradients', async () => {
    const weights = tf.tensor2d(spread(8, 3), [4, 2]);
    const values = spread(8, 3);
    await expectGradients({
      value: (x, y) => tf.mul(squaredDistances(x as tf.Tensor2D, y as tf.Tensor2D), weights),
      reference: (x, y) =>
        points(x!, 3)
          .flatMap((a) => points(y!, 3).map((b) => squaredDistance(a, b)))
          .reduce((sum, value, i) => sum + value * values[i]!, 0),
      inputs,
      // Sums of squares up to 30.
      tolerance: { relative: 1e-5, absolute: 1e-5 },
    });
  });

  it('does not mind where the origin is', async () => {
    const x = tf.tensor2d([1000, 1001, 1003], [3, 1]);
    // Whole numbers, so nothing is rounded but the mean.
    await expectAllClose(squaredDistances(x, tf.clone(x)), [0, 1, 9, 1, 0, 4, 9, 4, 0], { absolute: 1e-3 });
  });

  it('is exactly 0 from a sample to itself, and never below 0', async () => {
    const x = tf.tensor2d(spread(60, 4), [20, 3]);
    const own = await squaredDistances(x, x).data();
    for (let i = 0; i < 20; i++) expect(own[21 * i]).toBe(0);
    expect((await squaredDistances(x, tf.clone(x)).data()).every((value) => value >= 0)).toBe(true);
  });
});
