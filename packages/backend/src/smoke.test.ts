import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { it } from 'vitest';

onEveryBackend(() => {
  it('has gradients', async () => {
    await expectAllClose(tf.grad((x) => tf.sum(tf.square(x)))(tf.tensor1d([1, 2])), [2, 4]);
  });
});
