import { key } from '@latentkit/random';
import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { clone, grads, type Tensor, type Tensor2D, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { largestByAngle } from './largestByAngle.test-util.ts';
import { maxSlicedWasserstein } from './maxSlicedWasserstein.ts';

const x = [0.5, -1, 2.25, 0.75, -0.5, 3];
const y = [1, 0, -2.5, 3, 0.125, 1.5, -1, -1.25];

onEveryBackend(() => {
  describe('maxSlicedWasserstein', () => {
    it('has the gradient of the maximum', async () => {
      await expectGradients({
        value: (a, b) => maxSlicedWasserstein(a as Tensor2D, b as Tensor2D, { key: key(1), projections: 32 }).value,
        reference: (a, b) => largestByAngle(a!, b!, 2),
        inputs: [
          { shape: [3, 2], values: x },
          // Far off, so that no samples change places at the summit: there, the maximum has a kink itself.
          { shape: [4, 2], values: y.map((value, i) => value + 6 + (i % 2)) },
        ],
        // The direction is found to about 1e-4, and the slope is off by as much; the value by its square.
        tolerance: { relative: 1e-3, absolute: 1e-3 },
      });
    });

    it('is 0, with a gradient of 0, for equal sets; 0 iterations are allowed; nothing leaks', async () => {
      const set = tensor2d(x, [3, 2]);
      const options = { key: key(1), projections: 32, iterations: 2 };
      const value = (a: Tensor, b: Tensor) => maxSlicedWasserstein(a as Tensor2D, b as Tensor2D, options).value;
      await expectAllClose(value(set, set), [0], { absolute: 0 });
      for (const slope of grads(value)([set, clone(set)])) await expectAllClose(slope, new Float32Array(6));
      await expectNoLeak(() => {
        const { value, direction } = maxSlicedWasserstein(set, set, { ...options, iterations: 0 });
        value.dispose();
        direction.dispose();
      });
    });

    it.each<[string, number[], object]>([
      ['x has shape [2,3] but y has shape [2,2]', [2, 3], {}],
      ['x has 0 samples', [0, 2], {}],
      ['order is 0', [2, 2], { order: 0 }],
      ['projections is 0', [2, 2], { projections: 0 }],
      ['iterations is -1', [2, 2], { iterations: -1 }],
    ])('refuses: %s', (message, shape, options) => {
      const [x, y] = [zeros(shape as [number, number]), zeros([2, 2])] as [Tensor2D, Tensor2D];
      const run = () => maxSlicedWasserstein(x, y, { key: key(0), ...options });
      expect(run).toThrow(RangeError);
      expect(run).toThrow(`maxSlicedWasserstein: ${message}`);
    });
  });
});
