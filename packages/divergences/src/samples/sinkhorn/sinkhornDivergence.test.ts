import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type Pair, plainSinkhorn, points, spread, squaredDistance } from '../pairwise/reference.test-util.ts';
import { convergedSinkhornDivergence } from './convergedSinkhornDivergence.ts';
import { euclidean, squaredEuclidean } from './costs.ts';
import { sinkhornDivergence } from './sinkhornDivergence.ts';

const distance: Pair = (a, b) => Math.sqrt(squaredDistance(a, b));
const inputs = [
  { shape: [5, 2], values: spread(10, 1) },
  { shape: [3, 2], values: spread(6, 2) },
];
const samples = () =>
  inputs.map(({ shape, values }) => tf.tensor2d(values, shape as [number, number])) as [tf.Tensor2D, tf.Tensor2D];

onEveryBackend((backend) => {
  // A GPU compiles a program for each shape: there in blocks alone, which are of two shapes.
  const blockSizes = backend.startsWith('web') ? [3] : [8, 3];

  it.each([
    ['squared distances', squaredEuclidean, squaredDistance, 4],
    ['distances', euclidean, distance, 1.5],
  ])('is the formula with its gradients, whole and in blocks, for %s', async (_, cost, plain, epsilon) => {
    for (const blockSize of blockSizes) {
      await expectGradients({
        value: (a, b) =>
          sinkhornDivergence(a as tf.Tensor2D, b as tf.Tensor2D, { epsilon, cost, blockSize, iterations: 15 }).value,
        reference: (a, b) => plainSinkhorn(points(a!, 2), points(b!, 2), plain, epsilon),
        inputs,
        // The plan has an error of 1e-6 of the potentials / ε.
        tolerance: { relative: 1e-4, absolute: 1e-5 },
      });
    }
  });

  it('reports how far it is from converged, and iterates until it is', async () => {
    const [x, y] = samples();
    const hasty = sinkhornDivergence(x, y, { epsilon: 0.05, iterations: 1 });
    expect((await hasty.error.data())[0]).toBeGreaterThan(0.1);
    const stopped = await convergedSinkhornDivergence(x, y, { epsilon: 0.05, iterations: 2 });
    expect(stopped).toMatchObject({ iterations: 2, converged: false });
    expect(stopped.error).toBeGreaterThan(0.1);
    const found = await convergedSinkhornDivergence(x, y, { epsilon: 0.5, checkEvery: 20 });
    expect(found.converged).toBe(true);
    expect(found.iterations % 20).toBe(0);
    const exact = plainSinkhorn(points(inputs[0]!.values, 2), points(inputs[1]!.values, 2), squaredDistance, 0.5);
    await expectAllClose([found.value], [exact], { relative: 1e-3 });
  });

  it('is 0 between equal samples, and tells NaN', async () => {
    const [x] = samples();
    const { value, error } = sinkhornDivergence(x, tf.clone(x), { epsilon: 1 });
    await expectAllClose(value, [0], { absolute: 1e-5 });
    await expectAllClose(error, [0], { absolute: 1e-5 });
    const spoilt = tf.tensor2d([0, 1, 2, Number.NaN, 4, 5], [3, 2]);
    expect((await sinkhornDivergence(x, spoilt, { epsilon: 1, iterations: 2 }).value.data())[0]).toBeNaN();
    await expect(convergedSinkhornDivergence(x, spoilt, { epsilon: 1 })).rejects.toThrow(
      new RangeError('convergedSinkhornDivergence: y has NaN among its values but finite ones were expected.'),
    );
  });

  it('refuses a second gradient, which it does not have', () => {
    const [x, y] = samples();
    const loss = (a: tf.Tensor) => sinkhornDivergence(a as tf.Tensor2D, y, { epsilon: 1, iterations: 2 }).value;
    expect(() => tf.grad((a) => tf.sum(tf.square(tf.grad(loss)(a))))(x)).toThrow(/no second-order gradient/);
  });

  it('leaks nothing', async () => {
    const [x, y] = samples();
    const options = { epsilon: 1, iterations: 3 };
    await expectNoLeak(async () => {
      tf.dispose(sinkhornDivergence(x, y, options));
      tf.dispose(tf.grad((a) => sinkhornDivergence(a as tf.Tensor2D, y, options).value)(x));
      await convergedSinkhornDivergence(x, y, options);
    });
  });
});

describe('what it refuses', () => {
  const zeros = () => tf.zeros<tf.Rank.R2>([3, 2]);
  it.each([
    [{ epsilon: 0 }, 'epsilon is 0 but a finite number above 0 was expected.'],
    [{ epsilon: -1 }, 'epsilon is -1 but a finite number above 0 was expected.'],
    [{ epsilon: Number.NaN }, 'epsilon is NaN but a finite number above 0 was expected.'],
    [{ epsilon: 1, iterations: 0 }, 'iterations is 0 but an integer of at least 1 was expected.'],
  ])('%j', (options, message) => {
    expect(() => sinkhornDivergence(zeros(), zeros(), options)).toThrow(
      new RangeError(`sinkhornDivergence: ${message}`),
    );
  });
  it('samples of different features, or none', () => {
    expect(() => sinkhornDivergence(zeros(), tf.zeros([3, 1]), { epsilon: 1 })).toThrow(RangeError);
    expect(() => sinkhornDivergence(zeros(), tf.zeros([0, 2]), { epsilon: 1 })).toThrow(RangeError);
  });
  it('a tolerance of 0', async () => {
    await expect(convergedSinkhornDivergence(zeros(), zeros(), { epsilon: 1, tolerance: 0 })).rejects.toThrow(
      RangeError,
    );
  });
});
