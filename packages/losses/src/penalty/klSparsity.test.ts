import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { fill, grad, scalar, type Tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { klSparsity, klSparsityFromLogits } from './klSparsity.ts';

const [batch, units, rate] = [4, 3, 0.1];
const activations = Array.from({ length: batch * units }, (_, i) => 0.5 + 0.49 * Math.sin(1.3 * i * i));
const kl = (mean: number) => rate * Math.log(rate / mean) + (1 - rate) * Math.log((1 - rate) / (1 - mean));

/** Σ KL(rate ‖ mean of each unit), in float64. */
function plain(values: Float64Array): number {
  return [0, 1, 2].reduce((total, unit) => {
    const own = values.filter((_, i) => i % units === unit);
    return total + kl(own.reduce((a, b) => a + b, 0) / batch);
  }, 0);
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

onEveryBackend(() => {
  describe('klSparsity', () => {
    it('has the value and the gradients of its formula', async () => {
      await expectGradients({
        value: (x) => klSparsity(x!, { rate }),
        reference: (x) => plain(x!),
        inputs: [{ shape: [batch, units], values: activations }],
        tolerance: { relative: 1e-5, absolute: 1e-6 },
      });
    });

    it('is 0 with a gradient of 0 where the mean is the rate', async () => {
      const x = fill([batch, units], rate);
      // Three units, each known to a rounding of its logarithms; those of a GPU are coarser.
      await expectAllClose(klSparsity(x, { rate }), [0], { absolute: 5e-7 });
      const slope = grad((x: Tensor) => klSparsity(x, { rate }))(x);
      await expectAllClose(slope, new Float32Array(batch * units), { absolute: 1e-6 });
    });

    it('costs Infinity, with finite gradients, where the mean of a unit is not above 0 and below 1', async () => {
      for (const value of [0, 1, -0.5, 1.5]) {
        const x = tensor2d([[value, 0.5]]);
        await expectAllClose(klSparsity(x), [Number.POSITIVE_INFINITY]);
        const slopes = await grad((x: Tensor) => klSparsity(x))(x).data();
        expect(slopes.every(Number.isFinite)).toBe(true);
      }
    });
  });

  describe('klSparsityFromLogits', () => {
    it('has the value and the gradients of its formula', async () => {
      await expectGradients({
        value: (x) => klSparsityFromLogits(x!, { rate }),
        reference: (x) => plain(x!.map(logistic)),
        inputs: [{ shape: [batch, units], values: activations.map((x) => 12 * (x - 0.5)) }],
        tolerance: { relative: 1e-5, absolute: 1e-6 },
      });
    });

    it('is finite with finite gradients from -1e4 to 1e4', async () => {
      const logits = tensor2d([
        [-1e4, 1e4, -1e4, 0],
        [-1e4, 1e4, 1e4, 0],
      ]);
      // Means e^−1e4, 1 − e^−1e4, a half and a half.
      const away = rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate);
      const expected = away + rate * 1e4 + away + (1 - rate) * 1e4 + 2 * kl(0.5);
      await expectAllClose(klSparsityFromLogits(logits, { rate }), [expected], { relative: 1e-6 });
      const slope = grad((x: Tensor) => klSparsityFromLogits(x, { rate }))(logits);
      const undecided = 0.5 * 0.5 * (1 / 2) * (-rate / 0.5 + (1 - rate) / 0.5);
      await expectAllClose(slope, [-rate / 2, (1 - rate) / 2, 0, undecided, -rate / 2, (1 - rate) / 2, 0, undecided], {
        absolute: 1e-6,
      });
    });

    it('leaks nothing', async () => {
      const x = tensor2d(activations, [batch, units]);
      await expectNoLeak(() => {
        klSparsity(x).dispose();
        klSparsityFromLogits(x).dispose();
      });
    });
  });
});

describe.each(Object.entries({ klSparsity, klSparsityFromLogits }))('%s', (name, measure) => {
  it.each([0, 1, -0.1, 1.1, Number.NaN])('refuses the rate %d', (rate) => {
    expect(() => measure(zeros([2, 2]), { rate })).toThrow(RangeError);
  });
  it('refuses what is no number or has no batch', () => {
    expect(() => measure(zeros([2, 2]), { rate: '1' as never })).toThrow(TypeError);
    expect(() => measure(scalar(0.5))).toThrow(`${name}: a scalar came`);
  });
});
