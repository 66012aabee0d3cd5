import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onEveryBackend } from './backends.ts';
import { expectAllClose } from './expectAllClose.ts';
import { expectGradients } from './expectGradients.ts';
import { expectNoLeak } from './expectNoLeak.ts';

onEveryBackend((backend) => {
  describe('expectAllClose', () => {
    it('passes what is close', async () => {
      await expectAllClose(tf.tensor1d([1, Number.NaN, 0]), [1 + 1e-6, Number.NaN, 1e-7]);
      await expectAllClose([Infinity], [Infinity]);
    });
    it.each([
      [[1], [1.001]],
      [[1, 2], [1]],
      [[Number.NaN], [1]],
      [[1], [Number.NaN]],
      [[Infinity], [1]],
      [[1], [Infinity]],
      [[Infinity], [-Infinity]],
    ])('fails %j against %j', async (actual, expected) => {
      await expect(expectAllClose(actual, expected)).rejects.toThrow();
    });
  });

  describe('expectNoLeak', () => {
    it('passes what frees as much as it makes', async () => {
      await expectNoLeak(() => tf.zeros([3]).dispose());
    });
    it('fails what keeps a tensor', async () => {
      const kept: tf.Tensor[] = [];
      await expect(expectNoLeak(() => kept.push(tf.zeros([3])))).rejects.toThrow();
      tf.dispose(kept);
    });
    it('fails what keeps data that belongs to no tensor', async () => {
      const kept: object[] = [];
      const keep = () => kept.push(tf.backend().write(Float32Array.of(1, 2, 3), [3], 'float32'));
      await expect(expectNoLeak(keep)).rejects.toThrow();
      for (const dataId of kept) tf.backend().disposeData(dataId);
    });
    it.runIf(backend === 'wasm')('fails what keeps a block of the heap', async () => {
      const { wasm } = tf.backend() as unknown as { wasm: { _malloc(bytes: number): number; _free(at: number): void } };
      const kept: number[] = [];
      await expect(expectNoLeak(() => kept.push(wasm._malloc(8)))).rejects.toThrow();
      for (const at of kept) wasm._free(at);
      await expectNoLeak(() => wasm._free(wasm._malloc(8)));
    });
  });

  describe('expectGradients', () => {
    const inputs = [{ shape: [2], values: [0.5, -2] }];
    const cubes = (x: Float64Array) => x.reduce((sum, value) => sum + value ** 3, 0);
    it('passes a right gradient', async () => {
      await expectGradients({ value: (x) => tf.mul(tf.mul(x!, x!), x!), reference: (x) => cubes(x!), inputs });
    });
    it('fails a wrong gradient of a right value', async () => {
      const wrong = tf.customGrad((x) => ({
        value: tf.mul(tf.mul(x as tf.Tensor, x as tf.Tensor), x as tf.Tensor),
        gradFunc: (dy: tf.Tensor) => dy,
      }));
      await expect(expectGradients({ value: (x) => wrong(x!), reference: (x) => cubes(x!), inputs })).rejects.toThrow();
    });
    it('fails a gradient that is lost on the way', async () => {
      const lost = (x: tf.Tensor, y: tf.Tensor) => tf.add(tf.tensor(x.dataSync()), y);
      if (tf.getBackend() === 'webgpu') return;
      await expect(
        expectGradients({
          value: (x, y) => lost(x!, y!),
          reference: (x, y) => x!.reduce((a, b) => a + b, 0) + y!.reduce((a, b) => a + b, 0),
          inputs: [...inputs, ...inputs],
        }),
      ).rejects.toThrow();
    });
    it('leaks nothing', async () => {
      await expectNoLeak(() =>
        expectGradients({ value: (x) => tf.square(x!), reference: (x) => x!.reduce((s, v) => s + v * v, 0), inputs }),
      );
    });
  });
});
