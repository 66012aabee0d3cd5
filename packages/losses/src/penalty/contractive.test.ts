import { key as keyOf } from '@latentkit/random';
import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import {
  matMul,
  mul,
  reshape,
  scalar,
  slice,
  type Tensor,
  tanh,
  tensor2d,
  tidy,
  variable,
  variableGrads,
  zeros,
} from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import { contractive } from './contractive.ts';
import { contractiveEstimate } from './contractiveEstimate.ts';

const key = keyOf(4);
const points = [
  [0.3, -1.2, 0.8],
  [1, 0.5, -0.6],
];
const batch = () => tensor2d(points);
const kernel = [0.9, -0.4, 0.3, 0.2, 1.1, -0.8];
const squares = (values: ArrayLike<number>) => Array.from(values).reduce((total, x) => total + x * x, 0);

/** ‖J‖² of tanh(x W), W `[3, 2]`, in float64: J is Wᵀ with each row multiplied by the slope of its tanh. */
function jacobian(kernel: Float64Array, point: readonly number[]): number {
  return [0, 1].reduce((total, j) => {
    const column = point.map((_, i) => kernel[2 * i + j]!);
    const sum = point.reduce((s, x, i) => s + x * column[i]!, 0);
    return total + (1 - Math.tanh(sum) ** 2) ** 2 * squares(column);
  }, 0);
}

onEveryBackend(() => {
  describe('contractive', () => {
    it('has the value and the gradients by the weights of its formula', async () => {
      await expectGradients({
        value: (kernel) => contractive((x) => tanh(matMul(x, kernel!)), batch()),
        reference: (kernel) => points.reduce((total, point) => total + jacobian(kernel!, point), 0),
        inputs: [{ shape: [3, 2], values: kernel }],
        // As for every second-order gradient.
        tolerance: { relative: 5e-3, absolute: 1e-5 },
      });
    });

    it('is the squared Frobenius norm of a linear encoder, for each example', async () => {
      const weights = tensor2d(kernel, [3, 2]);
      const norm = squares(kernel);
      await expectAllClose(
        contractive((x) => matMul(x, weights), batch()),
        [norm, norm],
      );
    });

    it('takes examples and latents of any shape', async () => {
      const x = reshape(tensor2d(points), [1, 2, 3, 1]);
      const own = contractive((x) => mul(x, x), x);
      expect(own.shape).toEqual([1]);
      await expectAllClose(own, [4 * squares(points.flat())]);
      await expectAllClose(
        contractiveEstimate((x) => mul(x, x), x, key),
        [4 * squares(points.flat())],
      );
    });

    it('encodes once, however many directions it takes', () => {
      const encoder = vi.fn((x: Tensor) => tanh(x));
      contractive(encoder, batch());
      expect(encoder).toHaveBeenCalledTimes(1);
      contractiveEstimate(encoder, batch(), key, { probes: 3 });
      expect(encoder).toHaveBeenCalledTimes(2);
    });

    it('is 0, with gradients of 0, for an encoder that ignores its input', async () => {
      const weights = variable(zeros([3, 2]));
      const { value, grads } = variableGrads(
        () =>
          reshape(
            slice(
              contractive((x) => matMul(x, weights), batch()),
              0,
              1,
            ),
            [],
          ),
        [weights],
      );
      await expectAllClose(value, [0]);
      await expectAllClose(grads[weights.name]!, new Float32Array(6));
      weights.dispose();
    });

    it('refuses what has no batch, or not its own', () => {
      for (const measure of [
        contractive,
        (encoder: (x: Tensor) => Tensor, x: Tensor) => contractiveEstimate(encoder, x, key),
      ]) {
        expect(() => measure((x) => x, scalar(1))).toThrow(RangeError);
        expect(() => measure((x) => reshape(x, [3, 2]), batch())).toThrow(
          /^contractive\w*: what the encoder gave has shape \[3,2\] but \[2,...code\] was expected\.$/,
        );
      }
    });

    it('leaks nothing, also under a tape', async () => {
      const weights = variable(tensor2d(kernel, [3, 2]));
      const x = batch();
      for (const measure of [
        () => contractive((x) => tanh(matMul(x, weights)), x),
        () => contractiveEstimate((x) => tanh(matMul(x, weights)), x, key),
      ]) {
        await expectNoLeak(() => {
          measure().dispose();
          tidy(() => {
            variableGrads(() => reshape(slice(measure(), 0, 1), []), [weights]);
          });
        });
      }
      weights.dispose();
    });
  });
});

describe('contractiveEstimate', () => {
  it.each([0, 1.5, -1, Number.NaN])('refuses %d probes', (probes) => {
    expect(() => contractiveEstimate((x) => x, batch(), key, { probes })).toThrow(RangeError);
  });
  it('refuses a key that is none', () => {
    expect(() => contractiveEstimate((x) => x, batch(), 3 as never)).toThrow(TypeError);
  });
});
