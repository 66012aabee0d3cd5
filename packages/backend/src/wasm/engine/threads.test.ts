import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, expect, it } from 'vitest';
import { cores } from '../../environment.ts';
import { crossEntropyFromLogits, gaussianSample, OutOfMemoryError, useBackend } from '../../index.ts';
import { memory } from '../kernel.ts';

const random = (shape: number[], seed: number) => tf.randomUniform(shape, -1, 1, 'float32', seed);

afterAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

/** Of all bits (FNV-1a). */
function digest({ buffer, byteOffset, length }: Float32Array): number {
  return new Int32Array(buffer, byteOffset, length).reduce(
    (hash, word) => Math.imul(hash ^ word, 16777619),
    2166136261,
  );
}

/** A little of everything that is shared out, to the bit: a digest of each result. */
function results(): number[] {
  return tf.tidy(() => {
    const x = random([3, 41, 37, 5], 1) as tf.Tensor4D;
    const filter = random([3, 3, 5, 19], 2) as tf.Tensor4D;
    const y = tf.conv2d(x, filter, 2, 'same');
    const byBoth = tf.grads((x, filter) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 2, 'same'))(
      [x, filter],
      y,
    );
    const [a, b] = [random([517, 301], 3), random([301, 263], 4)];
    const product = tf.matMul(a, b);
    const back = [tf.matMul(product, b, false, true), tf.matMul(a, product, true)];
    const sums = [tf.sum(a, 0), tf.mean(a, 1), tf.sum(random([5000, 3], 5), 0)];
    const fused = (x: tf.Tensor2D) => {
      const { sample, kl } = gaussianSample(x, x, x);
      return tf.add(crossEntropyFromLogits(sample, x), kl);
    };
    const ofFused = [fused(product as tf.Tensor2D), tf.grad((x) => fused(x as tf.Tensor2D))(product)];
    return [y, ...byBoth, product, ...back, ...sums, tf.tanh(product), ...ofFused].map((tensor) =>
      digest(tensor.dataSync<'float32'>()),
    );
  });
}

it('gives the same numbers, bit for bit, whatever the number of threads', async () => {
  const found: number[][] = [];
  for (const threads of [1, 2, 3]) {
    expect(await useBackend('wasm', { threads })).toMatchObject({ threads });
    found.push(results(), results());
  }
  for (const other of found.slice(1)) expect(other).toEqual(found[0]);
});

it('takes as many threads as there are cores, unasked', async () => {
  expect((await useBackend('wasm')).threads).toBe(cores());
});

it.each([
  [0, RangeError],
  [1.5, RangeError],
  ['2', TypeError],
])('refuses %j threads', async (threads, error) => {
  await expect(useBackend('wasm', { threads: threads as number })).rejects.toThrow(error);
  await expect(useBackend('wasm', { threads: threads as number })).rejects.toThrow('useBackend: threads is');
});

it('ends a pool with its backend, and starts another with the next', async () => {
  await useBackend('wasm', { threads: 2 });
  const before = results();
  tf.removeBackend('wasm');
  expect(await useBackend('wasm', { threads: 2 })).toMatchObject({ threads: 2 });
  expect(results()).toEqual(before);
});

it('says how much room there was not, and goes on', async () => {
  await useBackend('wasm', { threads: 2 });
  const column = tf.ones([50_000, 1]);
  const tensors = tf.memory().numTensors;
  const attempt = () => tf.tidy(() => tf.matMul(column, column, false, true));
  expect(attempt).toThrow(OutOfMemoryError);
  expect(attempt).toThrow('wasm: 9536.7 MiB were asked for but there is no room');
  expect(tf.memory().numTensors).toBe(tensors);
  expect(tf.sum(column).dataSync()[0]).toBe(50_000);
});

it('keeps its heap over many sizes', async () => {
  await useBackend('wasm', { threads: 2 });
  const heap = () => memory(tf.backend() as BackendWasm).byteLength;
  results();
  const before = heap();
  for (let i = 0; i < 5; i++) results();
  expect(heap()).toBe(before);
});
