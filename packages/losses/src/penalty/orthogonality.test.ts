import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { tensor, tensor1d, tensor2d, tidy, variable, variableGrads } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { orthogonality } from './orthogonality.ts';

/** Σ (WᵀW − I)² of one matrix `[rows, columns]` in float64, with or without its diagonal. */
function deviation(weights: Float64Array, columns: number, lengths: boolean): number {
  let total = 0;
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < columns; j++) {
      let product = 0;
      for (let row = 0; row < weights.length; row += columns) product += weights[row + i]! * weights[row + j]!;
      if (i !== j) total += product ** 2;
      else if (lengths) total += (product - 1) ** 2;
    }
  }
  return total;
}

const inputs = [
  { shape: [2, 2, 3], values: Array.from({ length: 12 }, (_, i) => Math.sin(1 + 2.3 * i)) },
  { shape: [2, 3], values: Array.from({ length: 6 }, (_, i) => Math.cos(2 + 1.7 * i)) },
];

onEveryBackend(() => {
  describe('orthogonality', () => {
    it.each([true, false])('has the value and the gradients of its formula, lengths %s', async (lengths) => {
      await expectGradients({
        value: (...weights) => orthogonality(weights, { lengths }),
        reference: (...weights) => weights.reduce((total, weight) => total + deviation(weight, 3, lengths), 0),
        inputs,
        tolerance: { relative: 1e-5, absolute: 1e-5 },
      });
    });

    it('is 0 for columns at right angles of length 1, and without lengths for any', async () => {
      const rotation = [0.6, -0.8, 0.8, 0.6];
      // Squares of roundings of 1e-7.
      const nothing = { relative: 0, absolute: 1e-12 };
      await expectAllClose(orthogonality([tensor2d(rotation, [2, 2])]), [0], nothing);
      const longer = tensor2d(
        rotation.map((x, i) => x * (i % 2 === 0 ? 3 : 0.5)),
        [2, 2],
      );
      await expectAllClose(orthogonality([longer], { lengths: false }), [0], { relative: 0, absolute: 1e-11 });
      await expectAllClose(orthogonality([longer]), [64 + 0.5625]);
    });

    it('refuses no weights and weights without columns', () => {
      expect(() => orthogonality([])).toThrow('orthogonality: weights is [] but at least one was expected.');
      expect(() => orthogonality([tensor2d([[1]]), tensor1d([1])])).toThrow(
        'orthogonality: weights[1] has shape [1] but [...rows,columns] was expected.',
      );
    });

    it('leaks nothing, also under a tape', async () => {
      const weight = variable(tensor(inputs[1]!.values, [2, 3]));
      await expectNoLeak(() => {
        orthogonality([weight]).dispose();
        tidy(() => {
          variableGrads(() => orthogonality([weight], { lengths: false }), [weight]);
        });
      });
      weight.dispose();
    });
  });
});
