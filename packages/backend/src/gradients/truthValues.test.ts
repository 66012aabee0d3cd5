import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import '../index.ts';

const between = (x: tf.Tensor) => tf.logicalAnd(tf.greater(x, 0), tf.logicalNot(tf.greater(x, 2)));

onEveryBackend(() => {
  it('numbers that decide have the derivative of what they decide', async () => {
    const cut = (x: tf.Tensor) => tf.sum(tf.where(between(x), tf.pow(x, 3), 5));
    const x = tf.tensor1d([-1, 1, 2, 3]);
    await expectAllClose(tf.grad(cut)(x), [0, 3, 12, 0], { relative: 1e-5 });
    const second = tf.grad((x) => tf.sum(tf.grad(cut)(x)));
    await expectAllClose(second(x), [0, 6, 12, 0], { relative: 1e-5 });
  });

  it('a mask that was not computed of them does not matter', async () => {
    const mask = tf.tensor1d([true, false, true], 'bool');
    const masked = (x: tf.Tensor) => tf.sum(tf.where(tf.logicalAnd(mask, tf.less(x, 3)), x, 0));
    await expectAllClose(tf.grad(masked)(tf.tensor1d([1, 2, 3])), [1, 0, 0]);
  });

  it('there is no derivative by a truth value', () => {
    const [a, b] = [tf.tensor1d([true, true], 'bool'), tf.tensor1d([false, true], 'bool')];
    expect(() => tf.grad((a) => tf.logicalAnd(a, b))(a)).toThrow(
      new TypeError('LogicalAnd: there is no derivative by a tensor of dtype bool.'),
    );
    expect(() => tf.grad((a) => tf.cast(tf.logicalNot(a), 'float32'))(a)).toThrow(/^LogicalNot: there is no/);
  });
});
