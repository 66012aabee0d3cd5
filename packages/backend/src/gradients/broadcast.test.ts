import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

onEveryBackend(() => {
  const a = () => tf.tensor2d([1, 5, 3, 4, 2, 6], [2, 3]);
  const b = () => tf.tensor1d([2, 2, 4]);

  it.each([
    ['maximum', tf.maximum, [0, 1, 0, 1, 1, 1], [1, 0, 1]],
    ['minimum', tf.minimum, [1, 0, 1, 0, 1, 0], [1, 1, 1]],
    ['squaredDifference', tf.squaredDifference, [-2, 6, -2, 4, 0, 4], [-2, -6, -2]],
  ] as const)('%s has gradients of the shapes of its arguments', async (_, op, byA, byB) => {
    const [da, db] = tf.grads((a, b) => tf.sum(op(a, b)))([a(), b()]);
    expect([da!.shape, db!.shape]).toEqual([[2, 3], [3]]);
    await expectAllClose(da!, byA);
    await expectAllClose(db!, byB);
  });
});
