import { expectGradients, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type Pair, plainMmd, points, spread, squaredDistance } from '../pairwise/reference.test-util.ts';
import { energyDistance } from './energyDistance.ts';

const kernel: Pair = (a, b) => -Math.sqrt(squaredDistance(a, b));
const inputs = [
  { shape: [5, 2], values: spread(10, 1) },
  { shape: [3, 2], values: spread(6, 2) },
];

onEveryBackend(() => {
  it.each(['biased', 'unbiased'] as const)('is the formula with its gradients, %s', async (estimate) => {
    await expectGradients({
      value: (a, b) => energyDistance(a as tf.Tensor2D, b as tf.Tensor2D, { estimate, blockSize: 3 }),
      reference: (a, b) => plainMmd(points(a!, 2), points(b!, 2), kernel, estimate === 'unbiased'),
      inputs,
      // Roots of squared distances, which are good to 1e-6.
      tolerance: { relative: 2e-5, absolute: 5e-6 },
    });
  });

  it('has a finite gradient where samples coincide, and is 0 where all do', async () => {
    const x = tf.tensor2d([1, 2, 1, 2, 3, 4], [3, 2]);
    const gradients = tf.grads((a, b) => energyDistance(a as tf.Tensor2D, b as tf.Tensor2D))([x, tf.clone(x)]);
    for (const gradient of gradients) {
      expect(
        (await gradient.data()).every((value) => Math.abs(value) < 2),
        'finite',
      ).toBe(true);
    }
    // Exactly, on the diagonal; one square root of 1e-7 or so where another tensor holds the same numbers.
    expect(Math.abs((await energyDistance(x, tf.clone(x)).data())[0]!)).toBeLessThan(2e-3);
    expect(Math.abs((await energyDistance(x, x).data())[0]!)).toBeLessThan(1e-6);
  });

  it('tells NaN', async () => {
    const x = tf.tensor2d([1, Number.NaN, 1, 2], [2, 2]);
    expect((await energyDistance(x, tf.zeros([2, 2])).data())[0]).toBeNaN();
  });
});

describe('what it refuses', () => {
  it('too few samples, by its own name', () => {
    expect(() => energyDistance(tf.zeros([1, 2]), tf.zeros([3, 2]), { estimate: 'unbiased' })).toThrow(
      new RangeError('energyDistance: x has 1 samples but 2 or more were expected.'),
    );
  });
});
