import { expectAllClose } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

/** Reflection, whose gradient tfjs has wrong. */
const slope = () =>
  tf
    .grad((x) => tf.sum(tf.mirrorPad(x as tf.Tensor1D, [[1, 0]], 'reflect')))(tf.tensor1d([1, 2, 3]))
    .dataSync();

it('registers nothing as it is imported, and then all of it once', async () => {
  const { registerGradients } = await import('../index.ts');
  const { sum } = await import('@tensorflow/tfjs-core');
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  expect(tf.getGradient(tf.MirrorPad)).toBeUndefined();
  expect(() => tf.grad((x) => sum(x))(tf.ones([3]))).toThrow(/gradient/);
  registerGradients();
  expect([...slope()]).toEqual([1, 2, 1]);
  const gradient = tf.getGradient(tf.Tanh);
  registerGradients();
  expect(tf.getGradient(tf.Tanh)).toBe(gradient);
});

it('keeps a gradient that somebody has put in its place since', () => {
  const gradFunc = () => ({ x: () => tf.zeros([3]) });
  tf.registerGradient({ kernelName: tf.MirrorPad, gradFunc });
  expect([...slope()]).toEqual([0, 0, 0]);
});

it('is what training relies on where no backend was started here', async () => {
  const { descend, sequential, dense, sgd } = await import('@latentkit/nn');
  const { key } = await import('@latentkit/random');
  tf.unregisterGradient(tf.MirrorPad);
  const network = sequential([dense(1)], { inputShape: [2], key: key(1) });
  const optimizer = sgd({ learningRate: 0.1 }).bind(network.variables);
  const step = () => descend(optimizer, () => ({ loss: tf.mean(tf.square(network.apply(tf.ones([4, 2])))) })).loss;
  const first = step().dataSync()[0]!;
  await expectAllClose(tf.less(step(), first), [1]);
});
