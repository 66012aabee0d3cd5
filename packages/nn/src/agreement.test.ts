import { foldIn, key, normal, uniform } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import {
  adam,
  batchNorm,
  conv2d,
  conv2dTranspose,
  dense,
  flatten,
  minimize,
  relu,
  reshape,
  sequential,
} from './index.ts';

/** Losses of the same twenty steps of Adam, as the cpu backend has them. */
const pinned = [
  1.620287, 1.199464, 0.86479, 0.592587, 0.564997, 0.558757, 0.47151, 0.381863, 0.359531, 0.3876, 0.340723, 0.348965,
  0.333185, 0.326226, 0.375983, 0.326984, 0.299526, 0.291216, 0.322298, 0.318035,
];

/** A small auto-encoder with everything in it that training is made of, on noisy bars. */
async function losses(): Promise<number[]> {
  const layers = [
    conv2d(8, { kernelSize: 4, strides: 2, bias: false }),
    batchNorm(),
    relu,
    flatten,
    dense(16),
    relu,
    dense(128),
    reshape([4, 4, 8]),
    conv2dTranspose(1, { kernelSize: 4, strides: 2 }),
  ];
  const network = sequential(layers, { inputShape: [8, 8, 1], key: key(1) });
  const optimizer = adam({ learningRate: 1e-2 }).bind(network.variables);
  const values: number[] = [];
  for (let step = 0; step < 20; step++) {
    const bars = tf.tidy(() => {
      const columns = tf.greater(normal(foldIn(key(2), step), [16, 1, 8, 1]), 0);
      return tf.add(tf.tile(tf.cast(columns, 'float32'), [1, 8, 1, 1]), uniform(foldIn(key(3), step), [16, 8, 8, 1]));
    });
    const { loss } = minimize(optimizer, () => ({
      loss: tf.mean(tf.square(tf.sub(network.apply(bars, { training: true }), bars))),
    }));
    values.push((await loss.data())[0]!);
    tf.dispose([bars, loss]);
  }
  return values;
}

onEveryBackend(() => {
  it('twenty steps of Adam agree with those of the cpu backend', async () => {
    const values = await losses();
    expect(values.length).toBe(pinned.length);
    // Seen: within 1e-6 on cpu, wasm, webgl and webgpu alike.
    await expectAllClose(values, pinned, { relative: 1e-4 });
  });
});
