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
