import { expectAllClose, expectNoLeak, finiteDifference, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

type Op = [name: string, op: (x: tf.Tensor) => tf.Tensor, plain: (x: readonly number[]) => readonly number[]];

const each = (f: (x: number) => number) => (x: readonly number[]) => x.map(f);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.log1p(Math.exp(x));
const logSumExp = (x: readonly number[]) => Math.log(x.reduce((sum, value) => sum + Math.exp(value), 0));
const other = [0.3, -1.5, 0.1, -0.4, 1.9, -0.9];

/** Abramowitz and Stegun's would do for 1e-7; the series is exact to float64 for |x| < 3. */
function erf(x: number): number {
  let term = x;
  let total = x;
  for (let n = 1; n < 60; n++) {
    term *= -(x * x) / n;
    total += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * total;
}

const ops: Op[] = [
  ['tanh', (x) => tf.tanh(x), each(Math.tanh)],
  ['sigmoid', (x) => tf.sigmoid(x), each(sigmoid)],
  ['exp', (x) => tf.exp(x), each(Math.exp)],
  ['softplus', (x) => tf.softplus(x), each(softplus)],
  ['relu times itself', (x) => tf.mul(tf.relu(x), x), each((x) => Math.max(0, x) * x)],
  [
    'leakyRelu of the square',
    (x) => tf.leakyRelu(tf.sub(tf.square(x), 1)),
    each((x) => Math.max(0.2 * (x * x - 1), x * x - 1)),
  ],
  [
    'prelu of the square',
    (x) => tf.prelu(tf.sub(tf.square(x), 1), tf.scalar(0.3)),
    each((x) => Math.max(0.3 * (x * x - 1), x * x - 1)),
  ],
  ['relu6 of the cube', (x) => tf.relu6(tf.mul(tf.square(x), x)), each((x) => Math.min(6, Math.max(0, x ** 3)))],
  ['elu', (x) => tf.elu(x), each((x) => (x > 0 ? x : Math.expm1(x)))],
  ['selu', (x) => tf.selu(x), each((x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)))],
  ['silu', (x) => tf.mul(x, tf.sigmoid(x)), each((x) => x * sigmoid(x))],
  [
    'gelu',
    (x) => tf.mul(tf.mul(x, 0.5), tf.add(1, tf.erf(tf.div(x, Math.SQRT2)))),
    each((x) => (x / 2) * (1 + erf(x / Math.SQRT2))),
  ],
  ['mish', (x) => tf.mul(x, tf.tanh(tf.softplus(x))), each((x) => x * Math.tanh(softplus(x)))],
  ['pow', (x) => tf.pow(tf.add(tf.square(x), 1), 1.5), each((x) => (x * x + 1) ** 1.5)],
  ['sqrt', (x) => tf.sqrt(tf.add(tf.square(x), 1)), each((x) => Math.sqrt(x * x + 1))],
  ['rsqrt', (x) => tf.rsqrt(tf.add(tf.square(x), 1)), each((x) => 1 / Math.sqrt(x * x + 1))],
  ['softmax', (x) => tf.softmax(x), (x) => x.map((value) => Math.exp(value - logSumExp(x)))],
  ['logSoftmax', (x) => tf.logSoftmax(x), (x) => x.map((value) => value - logSumExp(x))],
  ['logSumExp', (x) => tf.reshape(tf.logSumExp(x), [1]), (x) => [logSumExp(x)]],
  ['max', (x) => tf.reshape(tf.square(tf.max(x)), [1]), (x) => [Math.max(...x) ** 2]],
  ['min', (x) => tf.reshape(tf.square(tf.min(x)), [1]), (x) => [Math.min(...x) ** 2]],
  [
    'maximum',
    (x) => tf.maximum(tf.square(x), tf.tensor(other)),
    (x) => x.map((value, i) => Math.max(value ** 2, other[i]!)),
  ],
  [
    'minimum',
    (x) => tf.minimum(tf.square(x), tf.tensor(other)),
    (x) => x.map((value, i) => Math.min(value ** 2, other[i]!)),
  ],
  ['clipByValue', (x) => tf.clipByValue(tf.square(x), 0.5, 1.5), each((x) => Math.min(1.5, Math.max(0.5, x * x)))],
  ['where', (x) => tf.where(tf.greater(x, 0), tf.square(x), tf.exp(x)), each((x) => (x > 0 ? x * x : Math.exp(x)))],
  ['abs of the sine', (x) => tf.abs(tf.sin(x)), each((x) => Math.abs(Math.sin(x)))],
  [
    'squaredDifference',
    (x) => tf.squaredDifference(tf.sin(x), tf.tensor(other)),
    (x) => x.map((value, i) => (Math.sin(value) - other[i]!) ** 2),
  ],
  ['layerNorm by moments', layerNorm, plainLayerNorm],
];

function layerNorm(x: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  return tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-3)));
}

function plainLayerNorm(x: readonly number[]): number[] {
  const mean = x.reduce((a, b) => a + b) / x.length;
  const variance = x.reduce((a, b) => a + (b - mean) ** 2, 0) / x.length;
  return x.map((value) => (value - mean) / Math.sqrt(variance + 1e-3));
}

const point = [-1.7, -0.6, 0.35, 0.8, 1.6, -1.1];
const weights = [0.7, -1.2, 0.9, 1.4, -0.8, 1.1];

onEveryBackend(() => {
  describe.each(ops)('%s', (_, op, plain) => {
    const objective = (x: tf.Tensor) => {
      const y = op(x);
      return tf.sum(tf.mul(y, tf.tensor(weights.slice(0, y.size)))) as tf.Scalar;
    };
    const penalty = (x: tf.Tensor) => tf.sum(tf.square(tf.grad(objective)(x))) as tf.Scalar;
    const plainGradient = (x: ArrayLike<number>) =>
      finiteDifference((at) => plain([...at]).reduce((sum, y, i) => sum + y * weights[i]!, 0), x, { step: 1e-4 });

    it('has the right gradient', async () => {
      await expectAllClose(tf.grad(objective)(tf.tensor(point)), plainGradient(point), {
        relative: 2e-3,
        absolute: 1e-3,
      });
    });

    it('has the right gradient of the gradient', async () => {
      const expected = finiteDifference((x) => plainGradient(x).reduce((sum, g) => sum + g * g, 0), point, {
        step: 1e-3,
      });
      const { value, grad } = tf.valueAndGrad(penalty)(tf.tensor(point));
      expect(value.shape).toEqual([]);
      await expectAllClose(grad, expected, { relative: 5e-3, absolute: 5e-3 });
    });
  });

  it('leaks nothing', async () => {
    const x = tf.tensor(point);
    await expectNoLeak(() => tf.dispose(tf.grad((x) => tf.sum(tf.square(tf.grad(layerNorm)(x))))(x)), 2);
    await expectNoLeak(() => tf.dispose(tf.grad((x) => tf.sum(tf.square(tf.grad(tf.elu<tf.Tensor>)(x))))(x)), 2);
    x.dispose();
  });
});
