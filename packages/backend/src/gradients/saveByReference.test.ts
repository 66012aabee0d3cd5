import { backends, expectAllClose } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { registerGradients, useBackend } from '../index.ts';

describe.each(backends)('on %s', (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
    registerGradients();
  });

  it('saves what a gradient needs without a kernel', async () => {
    const x = tf.tensor1d([1, 2]);
    const { kernelNames } = await tf.profile(() => tf.grad((x) => tf.sum(tf.mul(tf.tanh(x), x)))(x));
    expect(kernelNames).toContain('Tanh');
    expect(kernelNames).not.toContain('Identity');
  });

  it('saves what a tensor was, whatever becomes of the variable and of the tensor', async () => {
    const weight = tf.variable(tf.tensor1d([3]));
    const squared = tf.customGrad((x, save) => {
      (save as tf.GradSaveFunc)([x as tf.Tensor]);
      return {
        value: tf.square(x as tf.Tensor),
        gradFunc: (dy: tf.Tensor, [x]: tf.Tensor[]) => tf.mul(dy, tf.mul(x!, 2)),
      };
    });
    const gradient = tf.grad((x) => {
      const y = squared(x);
      weight.assign(tf.tensor1d([100]));
      return tf.sum(y);
    })(weight);
    await expectAllClose(gradient, [6], { relative: 1e-6 });
    await expectAllClose(weight, [100], { relative: 0 });
    weight.dispose();
  });

  it('leaves nothing behind, to the second order', () => {
    const x = tf.tensor1d([0.5, -1]);
    const penalty = (x: tf.Tensor) => tf.sum(tf.square(tf.grad((x) => tf.sum(tf.softmax(tf.sigmoid(x))))(x)));
    tf.grad(penalty)(x).dispose();
    const count = () => [tf.memory().numTensors, tf.memory().numBytes, tf.backend().numDataIds()];
    const before = count();
    tf.grad(penalty)(x).dispose();
    expect(count()).toEqual(before);
  });
});
