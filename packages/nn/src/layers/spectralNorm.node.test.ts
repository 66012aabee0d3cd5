import { key, normal } from '@latentkit/random';
import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  chain,
  conv2d,
  dense,
  flatten,
  type Layer,
  relu,
  type Shape,
  sequential,
  spectralNorm,
  tanh,
} from '../index.ts';
import { numbers, weigh } from './float64.test-util.ts';

const built = (layer: Layer, inputShape: Shape) => sequential([layer], { inputShape, key: key(1) });
const length = (v: ArrayLike<number>) => Math.hypot(...Array.from(v));

/** Aᵀ (A v) until nothing moves: the largest singular value, in float64. */
function largestSingularValue(matrix: Float64Array, columns: number): number {
  let v = Float64Array.from({ length: columns }, (_, i) => 1 + i / 7);
  let value = 0;
  for (let step = 0; step < 5000; step++) {
    const left = times(matrix, columns, v);
    const next = timesTransposed(matrix, columns, left);
    v = next.map((x) => x / length(next));
    value = length(times(matrix, columns, v));
  }
  return value;
}
const times = (matrix: Float64Array, columns: number, v: Float64Array) =>
  Float64Array.from({ length: matrix.length / columns }, (_, row) =>
    v.reduce((sum, x, column) => sum + x * matrix[row * columns + column]!, 0),
  );
const timesTransposed = (matrix: Float64Array, columns: number, v: Float64Array) =>
  Float64Array.from({ length: columns }, (_, column) =>
    v.reduce((sum, x, row) => sum + x * matrix[row * columns + column]!, 0),
  );
const unit = (v: Float64Array) => v.map((x) => x / length(v));

/** σ = vᵀ W u as a function of W alone: u and v are those of a kernel, from its u before. */
function sigmaAt(kernel: Float64Array, u: Float64Array, training: boolean): (kernel: Float64Array) => number {
  const left = unit(times(kernel, u.length, u));
  const right = training ? unit(timesTransposed(kernel, u.length, left)) : u;
  return (moved) => times(moved, u.length, right).reduce((sum, value, row) => sum + left[row]! * value, 0);
}

describe('spectralNorm', () => {
  onEveryBackend(() => {
    it.each<[string, Layer, Shape]>([
      ['dense', dense(5, { bias: false }), [4]],
      ['conv2d', conv2d(3, { kernelSize: 2, bias: false }), [3, 3, 2]],
    ])('divides the kernel of %s by its largest singular value', async (_, layer, inputShape) => {
      const [plain, network] = [built(layer, inputShape), built(spectralNorm(layer, { iterations: 50 }), inputShape)];
      const kernel = network.variables['0/kernel']!;
      plain.variables['0/kernel']!.assign(kernel);
      const x = normal(key(2), [2, ...inputShape]);
      for (let i = 0; i < 4; i++) network.apply(x, { training: true });
      const sigma = largestSingularValue(Float64Array.from(await kernel.data()), kernel.shape.at(-1)!);
      await expectAllClose(network.apply(x), tf.div(plain.apply(x), sigma), { relative: 1e-4, absolute: 1e-5 });
    });

    it('does one iteration in each apply while training, and none else', async () => {
      const network = built(spectralNorm(dense(3)), [2]);
      const [kernel, u] = [network.variables['0/kernel']!, network.buffers!['0/kernel/u']!];
      expect(u.shape).toEqual([3, 1]);
      const [matrix, start] = [Float64Array.from(await kernel.data()), Float64Array.from(await u.data())];
      expect(length(start)).toBeCloseTo(1, 5);
      network.apply(tf.ones([1, 2]));
      expect(Float64Array.from(await u.data())).toEqual(start);
      network.apply(tf.ones([1, 2]), { training: true });
      const next = timesTransposed(matrix, 3, times(matrix, 3, start));
      await expectAllClose(
        u,
        Array.from(next, (x) => x / length(next)),
      );
    });

    it.each([false, true])('passes the gradient through the kernel in σ alone, training %s', async (training) => {
      const network = built(spectralNorm(dense(3, { bias: false })), [2]);
      const u = network.buffers!['0/kernel/u']!;
      const start = tf.clone(u);
      const [u0, at] = [Float64Array.from(await u.data()), Float64Array.from(Float32Array.from(numbers(6)))];
      // u and v are taken once, at the kernel where the gradient is, and stay while the kernel is moved.
      const sigmaOf = sigmaAt(at, u0, training);
      await expectGradients({
        value(kernel, x) {
          u.assign(start);
          const y = network.apply(x, { training, values: { '0/kernel': kernel } });
          return tf.mul(tf.reshape(y, [-1]), tf.tensor1d(Float32Array.from({ length: 6 }, (_, i) => Math.cos(i))));
        },
        reference(kernel, x) {
          const row = (i: number) => timesTransposed(kernel, 3, x.slice(2 * i, 2 * i + 2));
          return weigh([...row(0), ...row(1)]) / sigmaOf(kernel);
        },
        inputs: [
          { shape: [2, 3], values: at },
          { shape: [2, 2], values: numbers(4, 2) },
        ],
        tolerance: { relative: 1e-4, absolute: 1e-4 },
      });
    });

    it.each([false, true])(
      'has second-order gradients, as a gradient penalty takes them, training %s',
      async (training) => {
        const network = built(chain([spectralNorm(dense(4)), tanh, spectralNorm(dense(1))]), [3]);
        const [first, second] = [numbers(12, 1), numbers(4, 2)].map((x) => Float64Array.from(Float32Array.from(x)));
        const bias = network.variables['0/0/bias']!;
        bias.assign(tf.tensor1d([0.3, -0.2, 0.1, 0.5]));
        const b = await bias.data();
        const buffers = ['0/0/kernel/u', '0/2/kernel/u'].map((name) => network.buffers![name]!);
        const starts = buffers.map((u) => tf.clone(u));
        // As above, u and v of both kernels stay where they are taken.
        const sigmas = await Promise.all(
          [first!, second!].map(async (at, i) => sigmaAt(at, Float64Array.from(await buffers[i]!.data()), training)),
        );
        const examples = 2;
        const inputs = Float64Array.from(Float32Array.from(numbers(3 * examples, 3)));
        await expectGradients({
          value(first, second, x) {
            for (const [i, u] of buffers.entries()) u.assign(starts[i]!);
            const values = { '0/0/kernel': first!, '0/2/kernel': second! };
            const slopes = tf.grad((x) => tf.sum(network.apply(x, { training, values })))(x!);
            return tf.square(tf.sub(tf.sqrt(tf.sum(tf.square(slopes), 1)), 1));
          },
          reference(first, second, x) {
            const [W, w] = [first!, second!].map((kernel, i) => kernel.map((value) => value / sigmas[i]!(kernel)));
            let penalty = 0;
            for (let i = 0; i < examples; i++) {
              const before = timesTransposed(W!, 4, x!.slice(3 * i, 3 * i + 3));
              const slopes = times(
                W!,
                4,
                before.map((z, j) => w![j]! * (1 - Math.tanh(z + b[j]!) ** 2)),
              );
              penalty += (length(slopes) - 1) ** 2;
            }
            return penalty;
          },
          inputs: [
            { shape: [3, 4], values: first! },
            { shape: [4, 1], values: second! },
            { shape: [examples, 3], values: inputs },
          ],
          // Gradients of up to 1, each a sum of some 50 products in float32.
          tolerance: { relative: 1e-4, absolute: 1e-5 },
        });
      },
    );

    it('normalises every kernel of a chain, also before a fused activation', async () => {
      const network = sequential([spectralNorm(chain([dense(4), relu, dense(2)])), spectralNorm(dense(2)), relu], {
        inputShape: [3],
        key: key(1),
      });
      expect(Object.keys(network.buffers!)).toEqual(['0/0/kernel/u', '0/2/kernel/u', '1/kernel/u']);
      const x = normal(key(2), [5, 3]);
      for (let i = 0; i < 30; i++) network.apply(x, { training: true });
      const tenfold = Object.fromEntries(
        Object.entries(network.variables)
          .filter(([name]) => name.endsWith('kernel'))
          .map(([name, kernel]) => [name, tf.mul(kernel, 10)]),
      );
      await expectAllClose(network.apply(x, { values: tenfold }), network.apply(x), { relative: 1e-4, absolute: 1e-5 });
    });
  });

  it.each<[() => unknown, string]>([
    [() => spectralNorm(3 as never), 'spectralNorm: layer is 3 but a layer was expected'],
    [() => spectralNorm(dense(1), { iterations: 0 }), 'spectralNorm: iterations is 0'],
    [() => spectralNorm(flatten)([2], key(1)), 'spectralNorm: layer has no kernel but one with a variable'],
  ])('refuses: %s', (call, message) => {
    expect(call).toThrow(message);
  });
});
