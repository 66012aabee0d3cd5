import { expectAllClose, expectNoLeak } from '@latentkit/testing';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it, vi } from 'vitest';
import { sections } from '../gradients/table/sections.ts';
import { verdictOf } from '../gradients/table/verdictOf.ts';
import { fusedMatMul, OutOfMemoryError, useBackend } from '../index.ts';

beforeAll(async () => {
  // Its flags are there once it is loaded.
  await import('@tensorflow/tfjs-backend-wasm');
  tf.env().set('WASM_HAS_SIMD_SUPPORT', false);
  expect(await useBackend('wasm', { threads: 2 })).toEqual({
    name: 'wasm',
    simd: false,
    threads: 1,
    note: 'one thread computes, since this WebAssembly has no SIMD instructions',
  });
});

/** What all of training leans on: products, convolutions, pooling, gathering, a cut. */
function loss(x: tf.Tensor, filter: tf.Tensor): tf.Scalar {
  const y = tf.maxPool(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'), 2, 2, 'same');
  const rows = tf.gather(tf.reshape(y, [-1, 3]), [3, 1, 1]) as tf.Tensor2D;
  const turned = fusedMatMul(rows, tf.ones([3, 2]), { activation: { name: 'leakyrelu', slope: 0.1 } });
  return tf.sum(tf.clipByValue(tf.square(turned), 0, 4));
}

const x = () => tf.randomUniform([2, 5, 4, 2], -1, 1, 'float32', 1);
const filter = () => tf.randomUniform([3, 3, 2, 3], -1, 1, 'float32', 2);

it('trains without SIMD as on cpu', async () => {
  const [byInput, byFilter] = tf.grads(loss)([x(), filter()]);
  const got = [await byInput!.data(), await byFilter!.data()];
  await useBackend('cpu');
  const expected = tf.grads(loss)([x(), filter()]);
  await expectAllClose(got[0]!, await expected[0]!.data(), { relative: 1e-5, absolute: 1e-6 });
  await expectAllClose(got[1]!, await expected[1]!.data(), { relative: 1e-5, absolute: 1e-6 });
  await useBackend('wasm');
});

it('leaks nothing', async () => {
  const inputs = [x(), filter()];
  await expectNoLeak(() => tf.dispose(tf.grads(loss)(inputs)));
  // The backend that kernels are borrowed from is not one of the engine's.
  const borrowed = vi.spyOn(MathBackendCPU.prototype, 'makeTensorInfo');
  tf.dispose(tf.grads(loss)(inputs));
  const lender = borrowed.mock.contexts[0] as MathBackendCPU;
  borrowed.mockRestore();
  expect(lender.numDataIds()).toBe(0);
});

it('says how much room there was not, and goes on', async () => {
  const column = tf.ones([50_000, 1]);
  expect(() => tf.add(column, tf.transpose(column))).toThrow(OutOfMemoryError);
  await expectAllClose(tf.sum(column), [50_000]);
});

it.each(sections.flatMap(({ cases }) => cases))('$name is not wrong', async (opCase) => {
  expect(Object.values(await verdictOf(opCase)).filter((cell) => cell.startsWith('wrong'))).toEqual([]);
});
