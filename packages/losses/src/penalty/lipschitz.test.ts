import { key as keyOf } from '@latentkit/random';
import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import {
  grad,
  matMul,
  mul,
  reshape,
  sum,
  type Tensor,
  tanh,
  tensor,
  tensor2d,
  tidy,
  variable,
  variableGrads,
  zeros,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { lipschitz } from './lipschitz.ts';

const key = keyOf(0);
const real = [
  [0.3, -1.2],
  [2, 0.5],
  [-0.7, 0.4],
];
const fake = [
  [0.1, -0.9],
  [-1, 1.5],
  [-0.7, 0.4],
];
const batches = () => [tensor2d(real), tensor2d(fake)] as const;

/** The critic v · tanh(x W) in float64. */
function score(kernel: Float64Array, out: Float64Array, point: readonly number[]): number {
  const units = out.length;
  return out.reduce(
    (total, v, j) => total + v * Math.tanh(point.reduce((s, x, i) => s + x * kernel[i * units + j]!, 0)),
    0,
  );
}

onEveryBackend(() => {
  describe('lipschitz', () => {
    it('has the value and the gradients by the weights of its formula', async () => {
      await expectGradients({
        value: (kernel, out) =>
          lipschitz({ weight: 2, target: 0.5 })((x) => matMul(tanh(matMul(x, kernel!)), out!), ...batches(), key),
        reference: (kernel, out) => {
          const terms = real.map((x, i) => {
            const y = fake[i]!;
            const distance = Math.hypot(...x.map((value, j) => value - y[j]!));
            if (distance === 0) return 0;
            const steepness = Math.abs(score(kernel!, out!, x) - score(kernel!, out!, y)) / distance;
            return Math.max(0, steepness - 0.5) ** 2;
          });
          return (2 * terms.reduce((a, b) => a + b, 0)) / terms.length;
        },
        inputs: [
          { shape: [2, 3], values: [0.9, -0.4, 1.3, 0.2, 1.1, -0.8] },
          { shape: [3, 1], values: [1.5, 0.7, -1.2] },
        ],
        // Float32 divided by a distance of 0.36.
        tolerance: { relative: 1e-4, absolute: 1e-5 },
      });
    });

    it('costs the squared excess of the steepness, and nothing below the target', async () => {
      const slope = (size: number) => (x: Tensor) => sum(mul(x, size), 1);
      const points = [tensor2d([[1], [2]]), tensor2d([[0], [5]])] as const;
      await expectAllClose(lipschitz()(slope(-3), ...points, key), [40]);
      await expectAllClose(lipschitz()(slope(1), ...points, key), [0]);
      await expectAllClose(lipschitz()(slope(0.5), ...points, key), [0]);
      await expectAllClose(lipschitz({ target: 0 })(slope(0.5), ...points, key), [2.5]);
      await expectAllClose(
        lipschitz()((x) => reshape(slope(-3)(x), [2, 1]), ...points, key),
        [40],
      );
    });

    it('costs nothing for equal pairs or a flat critic, with finite gradients', async () => {
      const x = tensor2d(real);
      const slope = grad((weight: Tensor) => lipschitz({ target: 0 })((x) => sum(mul(x, weight), 1), x, x, key));
      await expectAllClose(slope(tensor([3, 4])), [0, 0]);
      const flat = grad((weight: Tensor) => lipschitz()((x) => sum(mul(x, weight), 1), ...batches(), key));
      await expectAllClose(flat(zeros([2])), [0, 0]);
    });

    it('broadcasts nothing and refuses a critic that gives no scores', () => {
      const critic = (x: Tensor) => sum(x, 1);
      expect(() => lipschitz()(critic, zeros([3, 2]), zeros([1, 2]), key)).toThrow(
        'lipschitz: real has shape [3,2] but fake has shape [1,2].',
      );
      expect(() => lipschitz()((x) => x, ...batches(), key)).toThrow(/what the critic gave has shape \[3,2\]/);
    });

    it('leaks nothing, also under a tape', async () => {
      const weight = variable(tensor([3, 4]));
      const [x, y] = batches();
      const penalise = () => lipschitz()((x) => sum(mul(x, weight), 1), x, y, key);
      await expectNoLeak(() => {
        penalise().dispose();
        tidy(() => {
          variableGrads(penalise, [weight]);
        });
      });
      weight.dispose();
    });
  });
});

describe('lipschitz', () => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the weight %d', (weight) => {
    expect(() => lipschitz({ weight })).toThrow(RangeError);
  });
  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the target %d', (target) => {
    expect(() => lipschitz({ target })).toThrow(RangeError);
  });
});
