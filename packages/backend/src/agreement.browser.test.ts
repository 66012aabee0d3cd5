import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, useBackend } from './index.ts';

/** Losses of tfjs's own Adam, with its own epsilon, on a small auto-encoder with sharp inputs. */
async function losses(name: BackendName, epsilon?: number): Promise<number[]> {
  await useBackend(name);
  const x = tf.cast(tf.greater(tf.randomUniform([32, 64], 0, 1, 'float32', 1), 0.7), 'float32') as tf.Tensor2D;
  const weights = [
    [64, 16],
    [16, 64],
  ].map(([inputs, units], i) => tf.variable(tf.randomNormal([inputs!, units!], 0, inputs! ** -0.5, 'float32', i + 2)));
  const optimizer = tf.train.adam(0.01, 0.9, 0.999, epsilon);
  const found: tf.Scalar[] = [];
  for (let step = 0; step < 20; step++) {
    const loss = optimizer.minimize(() => {
      const logits = weights.reduce((y: tf.Tensor, w, i) => tf.matMul(i === 0 ? y : tf.tanh(y), w), x) as tf.Tensor2D;
      // Scaled down, so that gradients are small beside a wrong epsilon, as they are in a wide network.
      return tf.mul(tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, x))), 0.1) as tf.Scalar;
    }, true)!;
    found.push(loss);
  }
  const values = [...(await tf.stack(found).data())];
  optimizer.dispose();
  tf.dispose([x, weights, found]);
  return values;
}

const drift = (a: number[], b: number[]) => Math.max(...a.map((loss, i) => Math.abs(loss - b[i]!) / b[i]!));

describe('20 steps of Adam', () => {
  let reference: number[];
  beforeAll(async () => {
    reference = await losses('cpu');
    expect(reference[19]!).toBeLessThan(0.95 * reference[0]!);
  });

  it('tell the right epsilon from the one of a device with 16-bit floats', async () => {
    expect(drift(await losses('cpu', 1e-4), reference)).toBeGreaterThan(0.03);
  });

  it.each(['wasm', 'webgl', 'webgpu'] as const)('are the same on %s as on cpu', async (name) => {
    const got = await losses(name);
    expect(Math.abs(got[0]! / reference[0]! - 1)).toBeLessThan(1e-5);
    expect(drift(got, reference)).toBeLessThan(1e-3);
  });
});

it.each(['wasm', 'webgl', 'webgpu'] as const)('the epsilon on %s is that of 32-bit floats', async (name) => {
  await useBackend(name);
  expect(tf.backend().epsilon()).toBe(1e-7);
});
