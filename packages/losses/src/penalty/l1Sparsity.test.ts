import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { grad, scalar, sum, type Tensor, tensor1d, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { l1Sparsity } from './l1Sparsity.ts';

onEveryBackend(() => {
  describe('l1Sparsity', () => {
    it('has the value and the gradients of its formula, from -1e4 to 1e4', async () => {
      await expectGradients({
        value: (x) => l1Sparsity(x!),
        reference: (x) => x!.reduce((total, value) => total + Math.abs(value), 0),
        inputs: [{ shape: [2, 3], values: [-1e4, -2, -0.01, 0.5, 100, 1e4] }],
      });
    });

    it('is summed for each example, with gradient 0 at 0', async () => {
      await expectAllClose(
        l1Sparsity(
          tensor3d([
            [[1], [-2]],
            [[0], [0]],
          ]),
        ),
        [3, 0],
      );
      const slope = grad((x: Tensor) => sum(l1Sparsity(x)));
      await expectAllClose(slope(tensor2d([[0, -3, 0.5]])), [0, -1, 1]);
    });

    it('refuses what has no batch, and leaks nothing', async () => {
      expect(() => l1Sparsity(scalar(1))).toThrow(
        'l1Sparsity: a scalar came but shape [batch,...features] was expected.',
      );
      await expectAllClose(l1Sparsity(tensor1d([-2, 3])), [2, 3]);
      const x = tensor2d([[1, -2]]);
      await expectNoLeak(() => l1Sparsity(x).dispose());
    });
  });
});
