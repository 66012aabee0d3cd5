import { key } from '@latentkit/random';
import { expectGradients, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  groupNorm,
  instanceNorm,
  type Layer,
  minibatchStandardDeviation,
  pixelNorm,
  type Shape,
  sequential,
} from '../index.ts';
import { normalizeAt, numbers, weigh } from './float64.test-util.ts';

const tolerance = { relative: 2e-4, absolute: 2e-4 };
const built = (layer: Layer, inputShape: Shape) => sequential([layer], { inputShape, key: key(1) });
const weighted = (x: tf.Tensor) =>
  tf.mul(tf.reshape(x, [-1]), tf.tensor1d(Float32Array.from({ length: x.size }, (_, i) => Math.cos(i))));

const [batch, positions, channels] = [2, 6, 4];
const shape = [batch, 2, 3, channels];

onEveryBackend(() => {
  describe.each<[string, Layer, number]>([
    ['groupNorm(1)', groupNorm(1), 1],
    ['groupNorm(2)', groupNorm(2), 2],
    ['groupNorm(4)', groupNorm(4), 4],
    ['instanceNorm', instanceNorm(), 4],
  ])('%s', (_, layer, groups) => {
    it('is the formula in float64, as are its gradients', () =>
      expectGradients({
        value: (x, scale, offset) =>
          weighted(built(layer, shape.slice(1)).apply(x, { values: { '0/scale': scale, '0/offset': offset } })),
        reference(x, scale, offset) {
          const y = new Float64Array(x.length);
          for (let example = 0; example < batch; example++) {
            for (let group = 0; group < groups; group++) {
              const places = Array.from(x.keys()).filter(
                (i) =>
                  Math.floor(i / (positions * channels)) === example &&
                  Math.floor((i % channels) / (channels / groups)) === group,
              );
              for (const [i, value] of normalizeAt(x, places)) {
                y[i] = scale[i % channels]! * value + offset[i % channels]!;
              }
            }
          }
          return weigh(y);
        },
        inputs: [
          { shape, values: numbers(48) },
          { shape: [channels], values: numbers(channels, 2) },
          { shape: [channels], values: numbers(channels, 3) },
        ],
        tolerance,
      }));
  });

  it('pixelNorm is the formula in float64, as is its gradient', () =>
    expectGradients({
      value: (x) => weighted(built(pixelNorm(), shape.slice(1)).apply(x)),
      reference: (x) =>
        weigh(
          x.map((value, i) => {
            const first = i - (i % channels);
            const squares = x.slice(first, first + channels).reduce((sum, x) => sum + x * x, 0);
            return value / Math.sqrt(squares / channels + 1e-8);
          }),
        ),
      inputs: [{ shape, values: numbers(48) }],
      tolerance,
    }));

  it('minibatchStandardDeviation is the formula in float64, as is its gradient', () =>
    expectGradients({
      value: (x) => weighted(built(minibatchStandardDeviation({ groupSize: 2 }), [2, 1, 2]).apply(x)),
      reference(x) {
        // Four examples of four features in two groups: 0 and 2, 1 and 3.
        const deviationOf = (example: number) => {
          const [one, other] = [example % 2, (example % 2) + 2];
          const roots = [0, 1, 2, 3].map((i) => Math.sqrt(((x[4 * one + i]! - x[4 * other + i]!) / 2) ** 2 + 1e-8));
          return roots.reduce((sum, root) => sum + root, 0) / 4;
        };
        const y = [0, 1, 2, 3].flatMap((example) =>
          [0, 1].flatMap((pixel) => {
            const at = 4 * example + 2 * pixel;
            return [x[at]!, x[at + 1]!, deviationOf(example)];
          }),
        );
        return weigh(y);
      },
      inputs: [{ shape: [4, 2, 1, 2], values: numbers(16) }],
      tolerance,
    }));

  it.each<[string, Layer]>([
    ['groupNorm', groupNorm(2)],
    ['instanceNorm', instanceNorm()],
    ['pixelNorm', pixelNorm()],
    ['minibatchStandardDeviation', minibatchStandardDeviation()],
  ])('the gradient of the squared slope of %s is its difference', async (_, layer) => {
    const network = built(layer, [3, 2, 4]);
    const x = tf.tensor(Float32Array.from(numbers(48)), [2, 3, 2, 4]);
    const squaredSlope = (x: tf.Tensor) =>
      tf.sum<tf.Scalar>(tf.square(tf.grad((x) => tf.sum(tf.square(tf.softplus(network.apply(x)))))(x)));
    const gradient = tf.grad(squaredSlope)(x);
    const length = tf.norm(gradient);
    const step = tf.mul(tf.div(gradient, length), 3e-3);
    const difference = tf.div(tf.sub(squaredSlope(tf.add(x, step)), squaredSlope(tf.sub(x, step))), 6e-3);
    expect((await tf.div(difference, length).data())[0]).toBeCloseTo(1, 2);
  });

  it('minibatchStandardDeviation refuses a batch that does not fill its groups', () => {
    const network = built(minibatchStandardDeviation(), [1]);
    expect(() => network.apply(tf.ones([6, 1]))).toThrow('[6,1] but a batch that is a multiple of 4 was expected.');
    expect(network.apply(tf.ones([3, 1])).shape).toEqual([3, 2]);
  });
});

it.each<[() => unknown, string]>([
  [() => groupNorm(0), 'groupNorm: groups is 0'],
  [() => groupNorm(3)([4], key(1)), 'groupNorm: inputShape is [4] but a multiple of 3 channels was expected.'],
  [() => instanceNorm()([4], key(1)), 'instanceNorm: inputShape is [4] but [..., channels] was expected.'],
  [() => pixelNorm({ epsilon: 0 }), 'pixelNorm: epsilon is 0'],
  [() => minibatchStandardDeviation({ groupSize: 0 }), 'minibatchStandardDeviation: groupSize is 0'],
])('refuses: %s', (call, message) => {
  expect(call).toThrow(message);
});
