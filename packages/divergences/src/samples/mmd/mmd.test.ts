import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { polynomial } from '../kernels/polynomial.ts';
import { rbf } from '../kernels/rbf.ts';
import { type Pair, plainMmd, points, spread, squaredDistance } from '../pairwise/reference.test-util.ts';
import { mmd } from './mmd.ts';

const gaussian = rbf({ bandwidths: [0.7, 2] });
const plainGaussian: Pair = (a, b) =>
  (Math.exp(-squaredDistance(a, b) / 0.98) + Math.exp(-squaredDistance(a, b) / 8)) / 2;
const cubic = polynomial({ offset: 0.5 });
const plainCubic: Pair = (a, b) => (a.reduce((sum, value, k) => sum + value * b[k]!, 0) / 2 + 0.5) ** 3;

const inputs = [
  { shape: [5, 2], values: spread(10, 1) },
  { shape: [3, 2], values: spread(6, 2) },
];
/** New ones, as each backend needs its own. */
const samples = () =>
  inputs.map(({ shape, values }) => tf.tensor2d(values, shape as [number, number])) as [tf.Tensor2D, tf.Tensor2D];

onEveryBackend((backend) => {
  // A GPU compiles a program for each shape: there in blocks alone, which are of two shapes.
  const blockSizes = backend.startsWith('web') ? [3] : [8, 3];

  describe.each(['biased', 'unbiased'] as const)('the %s estimate', (estimate) => {
    it.each([
      ['Gaussians', gaussian, plainGaussian],
      ['a polynomial', cubic, plainCubic],
    ])('is the formula, with its gradients, whole and in blocks, for %s', async (_, kernel, plain) => {
      for (const blockSize of blockSizes) {
        await expectGradients({
          value: (a, b) => mmd(a as tf.Tensor2D, b as tf.Tensor2D, kernel, { estimate, blockSize }),
          reference: (a, b) => plainMmd(points(a!, 2), points(b!, 2), plain, estimate === 'unbiased'),
          inputs,
          // Numbers in the order of 1, up to 30 for the polynomial, summed in float32.
          tolerance: { relative: 2e-5, absolute: 5e-6 },
        });
      }
    });
  });

  it('has gradients of its gradients', async () => {
    const slope = (a: tf.Tensor) =>
      tf.grad((z: tf.Tensor) => mmd(z as tf.Tensor2D, samples()[1], gaussian, { blockSize: 3 }))(a);
    const plainSlope = (a: Float64Array) => {
      const h = 1e-4;
      const at = (i: number, by: number) => {
        const moved = Float64Array.from(a);
        moved[i]! += by;
        return plainMmd(points(moved, 2), points(inputs[1]!.values, 2), plainGaussian, true);
      };
      return Array.from(a, (_, i) => (at(i, h) - at(i, -h)) / (2 * h));
    };
    await expectGradients({
      value: (a) => tf.sum(tf.square(slope(a!))),
      reference: (a) => plainSlope(a!).reduce((sum, value) => sum + value ** 2, 0),
      inputs: [inputs[0]!],
      tolerance: { relative: 1e-4, absolute: 1e-5 },
    });
  });

  it('is 0 between a sample and itself, and tells NaN', async () => {
    const [a] = samples();
    await expectAllClose(mmd(a, a, gaussian, { estimate: 'biased', blockSize: 2 }), [0], { absolute: 1e-6 });
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const spoilt = tf.tensor2d([0, 1, 2, bad, 4, 5], [3, 2]);
      expect((await mmd(a, spoilt, gaussian).data())[0]).toBeNaN();
      expect((await mmd(spoilt, a, gaussian).data())[0]).toBeNaN();
    }
  });

  it('leaks nothing', async () => {
    const [a, b] = samples();
    await expectNoLeak(() => {
      mmd(a, b, gaussian, { blockSize: 2 }).dispose();
      tf.dispose(tf.grads((a, b) => mmd(a as tf.Tensor2D, b as tf.Tensor2D, gaussian, { blockSize: 2 }))([a, b]));
    });
  });
});

describe('what it refuses', () => {
  it.each([
    [[3, 2], [3, 3], {}, 'mmd: x has shape [3,2] but y has shape [3,3]: their features must be the same.'],
    [[1, 2], [3, 2], {}, 'mmd: x has 1 samples but 2 or more were expected.'],
    [[3, 2], [0, 2], { estimate: 'biased' }, 'mmd: y has 0 samples but 1 or more were expected.'],
    [[3], [3, 2], {}, 'mmd: x has shape [3] but [samples,features] was expected.'],
    [[3, 0], [3, 0], {}, 'mmd: x has shape [3,0] but [samples,features] was expected.'],
    [[3, 2], [3, 2], { blockSize: 0 }, 'mmd: blockSize is 0 but an integer of at least 1 was expected.'],
    [[3, 2], [3, 2], { estimate: 'best' }, "mmd: estimate is 'best' but one of 'unbiased', 'biased' was expected."],
  ])('%j and %j with %j', (a, b, options, message) => {
    const zeros = (shape: unknown) => tf.zeros<tf.Rank.R2>(shape as [number, number]);
    expect(() => mmd(zeros(a), zeros(b), gaussian, options as object)).toThrow(new RangeError(message));
  });

  it('whole numbers, and what is no kernel', () => {
    expect(() => mmd(tf.zeros([3, 2], 'int32'), tf.zeros([3, 2]), gaussian)).toThrow(TypeError);
    expect(() => mmd(tf.zeros([3, 2]), tf.zeros([3, 2]), {} as never)).toThrow(TypeError);
  });
});
