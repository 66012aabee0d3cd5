import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { adamUpdate, globalNorm, linearCombination, rmsPropUpdate } from '../index.ts';

const random = (shape: number[], seed: number) => tf.randomUniform(shape, -1.5, 1.5, 'float32', seed);

onEveryBackend(() => {
  // Odd sizes, none at all, and more than one thread's share.
  it.each([[[]], [[0]], [[3, 3]], [[257, 131]]])('of shape %j, each takes the step of its formula', async (shape) => {
    const tensors = [1, 2, 3, 4].map((seed) => tf.abs(random(shape, seed)));
    const [w, g, m, v] = tensors as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    const [ws, gs, ms, vs] = (await Promise.all(tensors.map((x) => x.data()))) as Float32Array[];
    const from = (f: (i: number) => number) => Float64Array.from(ws!, (_, i) => f(i));

    const adam = adamUpdate(w, g, m, v, { beta1: 0.8, beta2: 0.95, epsilon: 1e-3, scale: -0.1, keep: 0.9 });
    const newM = from((i) => 0.8 * ms![i]! + gs![i]!);
    const newV = from((i) => 0.95 * vs![i]! + gs![i]! ** 2);
    await expectAllClose(
      adam[0],
      from((i) => 0.9 * ws![i]! - (0.1 * newM[i]!) / (Math.sqrt(newV[i]!) + 1e-3)),
    );
    await expectAllClose(adam[1], newM);
    await expectAllClose(adam[2], newV);

    const rms = rmsPropUpdate(w, g, v, { decay: 0.95, epsilon: 1e-3, scale: -0.1 });
    await expectAllClose(
      rms[0],
      from((i) => ws![i]! - (0.1 * gs![i]!) / (Math.sqrt(newV[i]!) + 1e-3)),
    );
    await expectAllClose(rms[1], newV);

    await expectAllClose(
      linearCombination(0.75, w, -2, g),
      from((i) => 0.75 * ws![i]! - 2 * gs![i]!),
    );
    for (const result of [...adam, ...rms]) expect(result.shape).toEqual(shape);
    tf.dispose([adam, rms]);
  });

  it('the norm is that of all numbers together', async () => {
    const tensors = [random([70, 131], 1), random([], 2), random([0, 3], 3), random([5], 4)];
    const values = await Promise.all(tensors.map((x) => x.data()));
    const squares = values.flatMap((some) => Array.from(some, (x) => x * x));
    const norm = Math.sqrt(squares.reduce((a, b) => a + b, 0));
    // A sum of 9,176 squares in float32 by the halves that a GPU adds.
    await expectAllClose(globalNorm(tensors), [norm], { relative: 1e-5 });
    await expectAllClose(globalNorm([]), [0]);
    await expectAllClose(globalNorm([tf.scalar(Number.NaN), tf.scalar(1)]), [Number.NaN]);
  });

  it('leaves nothing behind', async () => {
    const [a, b] = [random([9], 1), random([9], 2)];
    await expectNoLeak(() => {
      const made = rmsPropUpdate(a, b, b, { decay: 0.9, epsilon: 1e-8, scale: -0.1 });
      tf.dispose([made, linearCombination(1, a, 2, b), globalNorm([a, b])]);
    });
  });
});
