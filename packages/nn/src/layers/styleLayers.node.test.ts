import { key, normal } from '@latentkit/random';
import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  constantInput,
  dense,
  depthwiseConv2d,
  type Layer,
  modulatedConv2d,
  noiseInput,
  type Shape,
  sequential,
  truncation,
} from '../index.ts';
import { numbers, weigh } from './float64.test-util.ts';

const exactly = { relative: 0, absolute: 0 };
const built = (layer: Layer, inputShape: Shape) => sequential([layer], { inputShape, key: key(1) });
const weighted = (x: tf.Tensor) =>
  tf.mul(tf.reshape(x, [-1]), tf.tensor1d(Float32Array.from({ length: x.size }, (_, i) => Math.cos(i))));

onEveryBackend(() => {
  describe('noiseInput', () => {
    it('is x + strength · noise, of the key while training and fixed otherwise, as are its gradients', async () => {
      const network = built(noiseInput, [2, 1, 3]);
      for (const training of [true, false]) {
        // Of the layer's own key, foldIn(key, 0), as in a chain; without noise the difference is 0.
        const at = { training, key: key(4) };
        const noise = await tf
          .sub(network.apply(tf.zeros([2, 2, 1, 3]), { ...at, values: { '0/strength': tf.ones([3]) } }), 0)
          .data();
        expect(new Set(noise).size).toBe(training ? 4 : 2);
        await expectGradients({
          value: (x, strength) => weighted(network.apply(x, { ...at, values: { '0/strength': strength } })),
          reference: (x, strength) => weigh(x.map((value, i) => value + strength[i % 3]! * noise[i]!)),
          inputs: [
            { shape: [2, 2, 1, 3], values: numbers(12) },
            { shape: [3], values: numbers(3, 2) },
          ],
          tolerance: { relative: 1e-4, absolute: 1e-4 },
        });
      }
      await expectAllClose(
        network.apply(tf.ones([2, 2, 1, 3]), { training: true, key: key(4) }),
        tf.ones([12]),
        exactly,
      );
    });

    it('draws N(0, 1), others for another key', async () => {
      const network = built(noiseInput, [40, 50, 1]);
      const draw = (seed: number) =>
        network.apply(tf.zeros([1, 40, 50, 1]), {
          training: true,
          key: key(seed),
          values: { '0/strength': tf.ones([1]) },
        });
      const { mean, variance } = tf.moments(draw(5));
      // Four standard errors of 2,000 draws.
      await expectAllClose(mean, [0], { relative: 0, absolute: 0.09 });
      await expectAllClose(variance, [1], { relative: 0, absolute: 0.13 });
      expect([...(await draw(6).data())]).not.toEqual([...(await draw(5).data())]);
      expect(() => network.apply(tf.zeros([1, 40, 50, 1]), { training: true })).toThrow(
        'noiseInput: options.key is undefined but a key was expected, as training is true.',
      );
    });
  });

  it('constantInput gives its value for whatever comes, and its gradient is the sum', () =>
    expectGradients({
      value: (x, value) => weighted(built(constantInput([2, 1, 2]), [3]).apply(x, { values: { '0/value': value } })),
      reference: (_, value) => weigh([...value, ...value]),
      inputs: [
        { shape: [2, 3], values: numbers(6) },
        { shape: [2, 1, 2], values: numbers(4, 2) },
      ],
    }));

  describe('truncation', () => {
    it('changes nothing while training, and its mean follows', async () => {
      const network = built(truncation({ momentum: 0.75 }), [2]);
      const x = tf.tensor2d([1, 2, 3, 6], [2, 2]);
      for (let i = 0; i < 2; i++) {
        await expectAllClose(
          network.apply(x, { training: true, context: { truncation: tf.zeros([2, 1]) } }),
          x,
          exactly,
        );
      }
      // (1 − 0.75²) of [2, 4]
      await expectAllClose(network.buffers!['0/mean']!, [0.875, 1.75]);
      await expectAllClose(network.apply(x), x, exactly);
    });

    it('is m + ψ (x − m), with the ψ of each example', async () => {
      const network = built(truncation(), [2]);
      network.buffers!['0/mean']!.assign(tf.tensor1d([1, -1]));
      const x = tf.tensor2d([3, 5, 3, 5, 3, 5], [3, 2]);
      const output = network.apply(x, { context: { truncation: tf.tensor2d([0, 0.5, 2], [3, 1]) } });
      await expectAllClose(output, [1, -1, 2, 2, 5, 11]);
      expect(network.optionalContextSizes).toEqual({ truncation: 1 });
    });
  });

  it.each<[string, Layer]>([
    ['depthwiseConv2d', depthwiseConv2d({ kernelSize: 3 })],
    ['modulatedConv2d', modulatedConv2d(3, 'style', 2, { kernelSize: 3 })],
  ])('the gradient of the squared slope of %s is its difference', async (_, layer) => {
    const network = built(layer, [3, 2, 4]);
    const x = tf.tensor(Float32Array.from(numbers(48)), [2, 3, 2, 4]);
    const context = { style: normal(key(7), [2, 2]) };
    const squaredSlope = (x: tf.Tensor) =>
      tf.sum<tf.Scalar>(tf.square(tf.grad((x) => tf.sum(tf.square(tf.softplus(network.apply(x, { context })))))(x)));
    const gradient = tf.grad(squaredSlope)(x);
    const length = tf.norm(gradient);
    const step = tf.mul(tf.div(gradient, length), 3e-3);
    const difference = tf.div(tf.sub(squaredSlope(tf.add(x, step)), squaredSlope(tf.sub(x, step))), 6e-3);
    expect((await tf.div(difference, length).data())[0]).toBeCloseTo(1, 2);
  });

  it('modulatedConv2d gives outputs as large whatever the style, where it demodulates', async () => {
    const network = built(modulatedConv2d(3, 'style', 2, { kernelSize: 3 }), [5, 5, 2]);
    const [x, style] = [normal(key(3), [2, 5, 5, 2]), normal(key(4), [2, 2])];
    const output = (factor: number) =>
      network.apply(x, {
        context: { style: tf.mul(style, factor) },
        values: { '0/style/bias': tf.zeros([2]) },
      });
    await expectAllClose(output(100), output(1), { relative: 1e-4, absolute: 1e-5 });
  });
});

it.each<[() => unknown, string]>([
  [() => depthwiseConv2d({ kernelSize: 0 }), 'depthwiseConv2d: kernelSize is 0'],
  [
    () => depthwiseConv2d({ kernelSize: 3, padding: 'valid' })([2, 2, 1], key(1)),
    "depthwiseConv2d: inputShape is [2,2,1] but at least the kernel's [3,3] was expected, as padding is 'valid'.",
  ],
  [() => modulatedConv2d(0, 'style', 2, { kernelSize: 3 }), 'modulatedConv2d: filters is 0'],
  [() => modulatedConv2d(1, '', 2, { kernelSize: 3 }), "modulatedConv2d: name is ''"],
  [() => modulatedConv2d(1, 'style', 2, { kernelSize: 3, gain: 0 }), 'modulatedConv2d: gain is 0'],
  [() => modulatedConv2d(1, 'style', 2, { kernelSize: 3 })([4], key(1)), 'modulatedConv2d: inputShape is [4]'],
  [() => noiseInput([], key(1)), 'noiseInput: inputShape is [] but at least one axis was expected.'],
  [() => constantInput([0]), 'constantInput: shape is [0]'],
  [() => truncation({ momentum: 1.5 }), 'truncation: momentum is 1.5'],
  [
    () =>
      sequential([dense(2), truncation()], { inputShape: [2], key: key(1) }).apply(tf.ones([3, 2]), {
        context: { truncation: tf.ones([2, 1]) },
      }),
    'truncation: options.context.truncation has shape [2,1] but [3,1] was expected.',
  ],
])('refuses: %s', (call, message) => {
  expect(call).toThrow(message);
});
