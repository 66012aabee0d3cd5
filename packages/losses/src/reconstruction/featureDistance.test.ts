import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import {
  grad,
  matMul,
  mul,
  reshape,
  sum,
  type Tensor,
  type Tensor2D,
  tanh,
  tensor2d,
  zeros,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { featureDistance } from './featureDistance.ts';

const kernel = [0.5, -1, 2, 0.25, 1, -0.75];
const layers = (x: Tensor) => {
  const hidden = matMul(x as Tensor2D, tensor2d(kernel, [2, 3]));
  return [hidden, reshape(tanh(hidden), [-1, 3, 1])];
};

describe('featureDistance', () => {
  onEveryBackend(() => {
    it('is the weighted squared distance of the layers, with its gradients', async () => {
      const inputs = [
        { shape: [2, 2], values: [0.5, 1, -1, 0.25] },
        { shape: [2, 2], values: [0, 0.75, 0.5, -0.5] },
      ];
      const hidden = (x: Float64Array, row: number, i: number) =>
        x[2 * row]! * kernel[i]! + x[2 * row + 1]! * kernel[3 + i]!;
      await expectGradients({
        value: (a, b) => featureDistance(layers, { weights: [0.5, 2] })(a!, b!),
        reference: (a, b) => {
          let total = 0;
          for (const row of [0, 1])
            for (const i of [0, 1, 2]) {
              const [u, v] = [hidden(a!, row, i), hidden(b!, row, i)];
              total += 0.5 * (u - v) ** 2 + 2 * (Math.tanh(u) - Math.tanh(v)) ** 2;
            }
          return total;
        },
        inputs,
        tolerance: { relative: 1e-4, absolute: 1e-5 },
      });
    });

    it('is per example, and 0 for equals', async () => {
      const distance = featureDistance((x) => mul(x, 3));
      await expectAllClose(
        distance(
          tensor2d([
            [1, 2],
            [0, 1],
          ]),
          tensor2d([
            [1, 2],
            [0, 3],
          ]),
        ),
        [0, 36],
      );
    });

    it('leaks nothing, nor what a function makes before it is refused', async () => {
      const [a, b] = [tensor2d([[0.5, 1]]), tensor2d([[1, 1]])];
      await expectNoLeak(() => {
        featureDistance(layers)(a, b).dispose();
        grad((x: Tensor) => sum(featureDistance(layers)(x, b)))(a).dispose();
        expect(() => featureDistance(layers, { weights: [1] })(a, b)).toThrow(RangeError);
      });
    });
  });

  it.each([
    [
      () => featureDistance(layers)(zeros([2, 2]), zeros([1, 2])),
      /prediction has shape \[2,2\] but target has shape \[1,2\]/,
    ],
    [
      () => featureDistance(layers, { weights: [1] })(zeros([1, 2]), zeros([1, 2])),
      /features gave 2 layers but 1 were expected/,
    ],
    [() => featureDistance(() => [])(zeros([1, 2]), zeros([1, 2])), /features gave 0 layers but 1 were expected/],
    [
      () => featureDistance((x) => sum(x))(zeros([1, 2]), zeros([1, 2])),
      /features gave shape \[\] but \[1,\.\.\.\] was expected/,
    ],
    [() => featureDistance(layers, { weights: [1, -1] }), /weights\[1\] is -1 but a finite number of at least 0/],
  ])('says what is wrong %#', (call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });

  it('wants a function', () => {
    expect(() => featureDistance({} as never)).toThrow(
      /^featureDistance: features is \{\} but a function was expected/,
    );
  });
});
