import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { grads, type Tensor, type Tensor1D, tensor1d, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import golden from '../goldenTransport.json';
import { wasserstein1d } from './wasserstein1d.ts';
import { wassersteinReference } from './wassersteinReference.test-util.ts';

/** Float32: a difference of two samples has a relative error of 6e-8, a power and a root of a mean a few times that. */
const tolerance = { relative: 1e-6, absolute: 1e-7 };

onEveryBackend((backend) => {
  describe('wasserstein1d', () => {
    it.each(golden.wasserstein1d)('is that of SciPy and POT for $shapes', async ({ shapes, x, y, byOrder }) => {
      const sets = [tensor2d(x, shapes[0] as [number, number]), tensor2d(y, shapes[1] as [number, number])] as const;
      for (const [order, distances] of byOrder as [number, number[]][]) {
        // pow on a GPU is exp2(order · log2 x), of a precision that WGSL and GLSL leave open.
        const gpu = backend.startsWith('web') && !Number.isInteger(Math.log2(order));
        await expectAllClose(wasserstein1d(...sets, { order }), distances, gpu ? { relative: 5e-6 } : tolerance);
      }
    });

    it.each([1, 2, 3])('of order %d has the gradient of float64, for equal and unequal numbers', async (order) => {
      const x = [0.5, -1, 2.25, 0.75];
      for (const y of [
        [1, 0, -2.5, 3],
        [1.5, 0, -2.5, 3, 0.25, -0.125],
      ]) {
        await expectGradients({
          value: (a, b) => wasserstein1d(a as Tensor1D, b as Tensor1D, { order }),
          reference: (a, b) => wassersteinReference(a!, b!, order),
          inputs: [
            { shape: [x.length], values: x },
            { shape: [y.length], values: y },
          ],
          tolerance: { relative: 1e-5, absolute: 1e-6 },
        });
      }
    });

    it('has a gradient of 0, not NaN, where the sets are equal or share points', async () => {
      const slopes = (x: number[], y: number[], order: number) =>
        grads((a: Tensor, b: Tensor) => wasserstein1d(a as Tensor1D, b as Tensor1D, { order }))([
          tensor1d(x),
          tensor1d(y),
        ]);
      for (const order of [1, 2, 3]) {
        for (const slope of slopes([3, 1, 1], [1, 3, 1], order)) await expectAllClose(slope, [0, 0, 0]);
      }
      await expectAllClose(slopes([4, 1, 2], [1, 3, 2], 1)[0]!, [1 / 3, 0, 0]);
    });

    it('holds large and small numbers, and passes NaN on', async () => {
      const x = tensor2d([
        [1e30, 0],
        [1e-30, 0],
        [Number.NaN, 0],
      ]);
      const y = tensor2d([
        [0, 0],
        [0, 0],
        [0, 1],
      ]);
      const expected = [1e30 / 2 ** (1 / 3), 1e-30 / 2 ** (1 / 3), Number.NaN];
      await expectAllClose(wasserstein1d(x, y, { order: 3 }), expected, { relative: 5e-6, absolute: 0 });
    });

    it('leaks nothing', async () => {
      const [x, y] = [tensor1d([3, 1]), tensor1d([2, 5, 4])];
      await expectNoLeak(() => wasserstein1d(x, y, { order: 2 }).dispose());
    });

    it.each([
      ['x has shape [] but', [], [2]],
      ['y has shape [0] but', [2], [0]],
      ['y has shape [1,1,1] but', [2, 1], [1, 1, 1]],
      ['x has shape [2] but y has shape [2,1]', [2], [2, 1]],
      ['x has shape [2,1] but y has shape [1,2]', [2, 1], [1, 2]],
    ])('refuses: %s', (message, ...shapes) => {
      const [x, y] = shapes.map((shape) => zeros(shape as [number])) as [Tensor1D, Tensor1D];
      expect(() => wasserstein1d(x, y)).toThrow(RangeError);
      expect(() => wasserstein1d(x, y)).toThrow(`wasserstein1d: ${message}`);
    });

    it.each([0.5, 0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the order %d', (order) => {
      const x = tensor1d([1, 2]);
      expect(() => wasserstein1d(x, x, { order })).toThrow(RangeError);
    });

    it('refuses an order that is no number', () => {
      const x = tensor1d([1, 2]);
      expect(() => wasserstein1d(x, x, { order: '2' as unknown as number })).toThrow(TypeError);
    });
  });
});
