import { key, normalValues } from '@latentkit/random';
import { expect, test } from 'vitest';
import { packWeights, unpackWeights } from './packedWeights.ts';

test('kernels come back to within half a 127th of the largest of their output, biases as they were', () => {
  const kernel = { shape: [3, 3, 2, 5], values: normalValues(key(1), 90).map((x, i) => x * 10 ** (i % 5)) };
  const bias = { shape: [5], values: normalValues(key(2), 5) };
  const bytes = packWeights([kernel, bias, kernel]);
  expect(bytes.length).toBe(2 * (90 + 4 * 5) + 4 * 5);
  const [first, second, third] = unpackWeights(bytes, [kernel.shape, bias.shape, kernel.shape]);
  expect(second).toEqual(bias.values);
  expect(third).toEqual(first);
  for (let output = 0; output < 5; output++) {
    const of = (values: Float32Array) => values.filter((_, i) => i % 5 === output);
    const largest = Math.max(...of(kernel.values).map(Math.abs));
    for (const [i, value] of of(first!).entries()) {
      expect(Math.abs(value - of(kernel.values)[i]!)).toBeLessThan((largest / 127) * 0.50001);
    }
  }
});

test('an output of zeros stays one', () => {
  const zero = { shape: [2, 1], values: new Float32Array(2) };
  expect(unpackWeights(packWeights([zero]), [zero.shape])).toEqual([new Float32Array(2)]);
});
