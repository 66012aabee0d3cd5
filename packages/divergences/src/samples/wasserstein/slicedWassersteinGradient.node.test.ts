import { expectGradients, onEveryBackend } from '@latentkit/testing';
import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { slicedWasserstein } from './slicedWasserstein.ts';
import { wassersteinReference } from './wassersteinReference.test-util.ts';

onEveryBackend(() => {
  it('has the gradient of float64', async () => {
    const axes = [0.6, 0.8, -1, 0, 0.28, -0.96];
    const alongAxis = (points: Float64Array, axis: number) =>
      Float64Array.from({ length: points.length / 2 }, (_, i) => {
        return points[2 * i]! * Math.fround(axes[2 * axis]!) + points[2 * i + 1]! * Math.fround(axes[2 * axis + 1]!);
      });
    await expectGradients({
      value: (x, y) => slicedWasserstein(x as Tensor2D, y as Tensor2D, { directions: tensor2d(axes, [3, 2]) }),
      reference: (x, y) => {
        const powers = [0, 1, 2].map((axis) => wassersteinReference(alongAxis(x!, axis), alongAxis(y!, axis), 2) ** 2);
        return Math.sqrt(powers.reduce((sum, power) => sum + power / 3, 0));
      },
      inputs: [
        { shape: [3, 2], values: [0.5, -1, 2.25, 0.75, -0.5, 3] },
        { shape: [4, 2], values: [1, 0, -2.5, 3, 0.125, 1.5, -1, -1.25] },
      ],
      tolerance: { relative: 1e-5, absolute: 1e-6 },
    });
  });
});
