import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { gaussianSample } from '../index.ts';

type Numbers = ArrayLike<number>;
type Three<T> = [mean: T, logVariance: T, noise: T];

const batch = 3;

/** Shared out unevenly, about 0. */
const numbers = (count: number, phase: number) =>
  Array.from({ length: count }, (_, i) => 2 * Math.sin(phase + 2.7 * i));

/** What each number of the sample and each divergence counts: so that they can be told apart by the gradients. */
const ofSample = (i: number) => Math.cos(i);
const ofKl = (example: number) => [1, -0.5, 2][example]!;

const term = (mean: number, logVariance: number) => 0.5 * (mean ** 2 + Math.expm1(logVariance) - logVariance);

function plain(x: Numbers[]): { sample: number[]; kl: number[] } {
  const [mean, logVariance, noise] = x as Three<Numbers>;
  const sample = Array.from(mean, (m, i) => m + Math.exp(logVariance[i]! / 2) * noise[i]!);
  const kl = new Array<number>(batch).fill(0);
  const size = mean.length / batch;
  for (let i = 0; i < mean.length; i++) kl[Math.floor(i / size)]! += term(mean[i]!, logVariance[i]!);
  return { sample, kl };
}

/** The gradients of the weighted sum; without the sample's or the divergence's part where that is not wanted. */
function plainGradients(x: Numbers[], sample = 1, kl = 1): Three<number[]> {
  const [mean, logVariance, noise] = x as Three<Numbers>;
  const size = mean.length / batch;
  const [s, k] = [(i: number) => sample * ofSample(i), (i: number) => kl * ofKl(Math.floor(i / size))];
  const deviation = Array.from(logVariance, (l) => Math.exp(l / 2));
  return [
    Array.from(mean, (m, i) => s(i) + k(i) * m),
    deviation.map((d, i) => 0.5 * (s(i) * noise[i]! * d + k(i) * Math.expm1(logVariance[i]!))),
    deviation.map((d, i) => s(i) * d),
  ];
}

// Made here, not by tf.cos: a graphics card's is good to 1e-4.
const weightedSample = (sample: tf.Tensor) =>
  tf.sum(
    tf.mul(
      sample,
      tf.tensor(
        Array.from({ length: sample.size }, (_, i) => ofSample(i)),
        sample.shape,
      ),
    ),
  );
const weightedKl = (kl: tf.Tensor) => tf.sum(tf.mul(kl, [0, 1, 2].map(ofKl)));

const draw = (...x: tf.Tensor[]) => gaussianSample(...(x as Three<tf.Tensor2D>));

function weighted(...x: tf.Tensor[]): tf.Tensor {
  const { sample, kl } = draw(...x);
  return tf.add(weightedSample(sample), weightedKl(kl));
}

const sumOfSquares = (x: Numbers) => Array.from(x).reduce((sum, value) => sum + value ** 2, 0);

onEveryBackend((backend) => {
  describe.each([1, 3, 4, 5, 17])('of %i dimensions', (size) => {
    const values = [1, 2, 3].map((phase) => numbers(batch * size, phase));
    const inputs = values.map((values) => ({ shape: [batch, size], values }));
    // A few dozen operations in float32; WebGL's exponential is good to 1e-6.
    const tolerance = { relative: 1e-5, absolute: 1e-5 };

    it('is the formula, and so are its gradients', async () => {
      const { sample, kl } = draw(...values.map((x) => tf.tensor2d(x, [batch, size])));
      const expected = plain(values.map((x) => Float32Array.from(x)));
      await expectAllClose(sample, expected.sample, tolerance);
      await expectAllClose(kl, expected.kl, tolerance);
      const reference = (...x: Numbers[]) => {
        const { sample, kl } = plain(x);
        const first = sample.reduce((sum, y, i) => sum + y * ofSample(i), 0);
        return kl.reduce((sum, y, i) => sum + y * ofKl(i), first);
      };
      await expectGradients({ value: weighted, reference, inputs, tolerance });
    });

    it('has gradients of these', async () => {
      const value = (...x: tf.Tensor[]) =>
        tf.addN(
          tf
            .grads(weighted)(x)
            .map((gradient) => tf.sum(tf.square(gradient))),
        );
      const reference = (...x: Numbers[]) =>
        plainGradients(x).reduce((sum, gradient) => sum + sumOfSquares(gradient), 0);
      // Sums of up to 153 terms.
      await expectGradients({ value, reference, inputs, tolerance: { relative: 2e-5, absolute: 1e-4 } });
    });

    it.each([
      ['sample', 1, 0],
      ['kl', 0, 1],
    ] as const)('has those of its %s alone', async (_, ofSample, ofKl) => {
      const [mean, logVariance, noise] = values.map((x) => tf.tensor2d(x, [batch, size])) as Three<tf.Tensor2D>;
      const alone = (mean: tf.Tensor, logVariance: tf.Tensor) => {
        const { sample, kl } = draw(mean, logVariance, noise);
        return ofSample ? weightedSample(sample) : weightedKl(kl);
      };
      const got = tf.grads(alone)([mean, logVariance]);
      const exact = plainGradients(
        values.map((x) => Float32Array.from(x)),
        ofSample,
        ofKl,
      );
      for (const [i, gradient] of got.entries()) await expectAllClose(gradient, exact[i]!, tolerance);
    });
  });

  // About 0, and about where ours goes from one formula to another.
  const near = [1e-6, 1e-4, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.34657, 0.34658, 0.4, 0.7, 1].flatMap((x) => [
    x,
    -x,
  ]);
  const far = [1.5, 3, 10, 40, 80, -3, -20, -100, -1e4];

  it.each([...near, ...far])('is exact at a log variance of %d', async (value) => {
    const logVariance = Math.fround(value);
    const at = () => tf.tensor2d([[logVariance]]);
    const kl = (l: tf.Tensor) => draw(tf.zeros([1, 1]), l, tf.zeros([1, 1])).kl;
    // What expm1 of each loses: WebGL's takes 1 off the exponential. Ours has the divergence's own formula near 0.
    const ours = backend === 'wasm';
    const small = Math.abs(value) < 0.34658;
    await expectAllClose(kl(at()), [term(0, logVariance)], { relative: 1e-5, absolute: ours && small ? 0 : 2e-7 });
    // Four units in the last place.
    const bound = ours ? { relative: 4.8e-7, absolute: 0 } : { relative: 1e-5, absolute: 2e-7 };
    await expectAllClose(tf.grad(kl)(at()), [0.5 * Math.expm1(logVariance)], bound);
  });

  it('has no divergence from itself, exactly', async () => {
    const standard = tf.zeros<tf.Rank.R2>([2, 5]);
    const { sample, kl } = gaussianSample(standard, standard, tf.ones([2, 5]));
    expect([...(await kl.data())]).toEqual([0, 0]);
    expect([...(await sample.data())]).toEqual(new Array(10).fill(1));
  });

  it('keeps NaN, where it is', async () => {
    const broken = tf.tensor2d([
      [1, Number.NaN, 1],
      [0, 0, 0],
    ]);
    const fine = tf.zeros<tf.Rank.R2>([2, 3]);
    for (const { sample, kl } of [gaussianSample(broken, fine, fine), gaussianSample(fine, broken, fine)]) {
      expect([...(await kl.data())].map(Number.isNaN)).toEqual([true, false]);
      expect([...(await sample.data())].map(Number.isNaN)).toEqual([false, true, false, false, false, false]);
    }
  });

  it('gives nothing for nothing', () => {
    const empty = tf.zeros<tf.Rank.R2>([0, 3]);
    const { sample, kl } = gaussianSample(empty, empty, empty);
    expect([sample.shape, kl.shape]).toEqual([[0, 3], [0]]);
    const gradients = tf.grads((...x) => draw(...x).sample)([empty, empty, empty]);
    expect(gradients.map(({ shape }) => shape)).toEqual(new Array(3).fill([0, 3]));
  });

  it('leaks nothing', async () => {
    const x = [1, 2, 3].map((phase) => tf.tensor2d(numbers(15, phase), [batch, 5]));
    const slopes = tf.grads(weighted);
    const penalty = (...y: tf.Tensor[]) => tf.addN(slopes(y).map((gradient) => tf.sum(tf.square(gradient))));
    await expectNoLeak(() => {
      tf.dispose({ ...draw(...x) });
      tf.dispose(slopes(x));
      tf.dispose(tf.grads(penalty)(x));
    });
  });
});

onEveryBackend(() => {
  it('keeps the digits of a divergence near 0', async () => {
    const values = [1e-4, -3e-4, 2e-3].map(Math.fround);
    const none = tf.zeros<tf.Rank.R2>([3, 1]);
    const { kl } = gaussianSample(none, tf.tensor2d(values, [3, 1]), none);
    const expected = values.map((x) => (x ** 2 / 2 + x ** 3 / 6 + x ** 4 / 24) / 2);
    await expectAllClose(kl, expected, { relative: 1e-5, absolute: 0 });
  });
});
