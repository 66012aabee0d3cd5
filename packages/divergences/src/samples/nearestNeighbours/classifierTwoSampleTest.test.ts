import { type Key, key, normal, split } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { type Tensor2D, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import golden from '../goldenTransport.json';
import { chanceOfAsManyHits } from './chanceOfAsManyHits.ts';
import { classifierTwoSampleTest } from './classifierTwoSampleTest.ts';

type Shape = [number, number];

/** Standard normal, about a mean. */
const sample = (from: Key, count: number, mean = 0) => normal(from, [count, 2], { mean }) as Tensor2D;

onEveryBackend(() => {
  describe('classifierTwoSampleTest', () => {
    it('tells apart what is far apart, whatever the numbers, and repeats itself', async () => {
      const [first, second] = split(key(7)) as [Key, Key];
      const [x, y] = [sample(first, 41), sample(second, 20, 30)];
      const result = await classifierTwoSampleTest(x, y, { key: key(1) });
      // The only one of 31 choose 21 ways to deal the labels that hits them all.
      expect(result).toEqual({ accuracy: 1, pValue: expect.closeTo(1 / 44352165, 15), tested: 31 });
      expect(await classifierTwoSampleTest(x, y, { key: key(1) })).toEqual(result);
    });

    it('finds a small difference, with the neighbours asked for', async () => {
      const [first, second] = split(key(8)) as [Key, Key];
      const [x, y] = [sample(first, 200), sample(second, 200, 1)];
      const { accuracy, pValue } = await classifierTwoSampleTest(x, y, { key: key(1), neighbours: 15 });
      // The best there is knows both densities: Φ(√2 / 2) = 0.76. Four standard errors of 200 coins are 0.12.
      expect(accuracy).toBeGreaterThan(0.64);
      expect(accuracy).toBeLessThan(0.88);
      expect(pValue).toBeLessThan(1e-4);
    });

    it('leaks nothing', async () => {
      const x = tensor2d([1, 2, 4, 5], [4, 1]);
      await expectNoLeak(() => classifierTwoSampleTest(x, x, { key: key(0) }));
    });

    it.each<[string, number[][], object]>([
      [
        'x has shape [3,2] but y has shape [3,1]',
        [
          [3, 2],
          [3, 1],
        ],
        {},
      ],
      [
        'x has 1 samples',
        [
          [1, 2],
          [3, 2],
        ],
        {},
      ],
      [
        'neighbours is 4 but at most 3',
        [
          [3, 2],
          [5, 2],
        ],
        { neighbours: 4 },
      ],
      [
        'neighbours is 0',
        [
          [3, 2],
          [5, 2],
        ],
        { neighbours: 0 },
      ],
    ])('refuses: %s', async (message, shapes, options) => {
      const [x, y] = shapes.map((shape) => zeros(shape as Shape)) as [Tensor2D, Tensor2D];
      const refusal = await classifierTwoSampleTest(x, y, { key: key(0), ...options }).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(RangeError);
      expect(String(refusal)).toContain(`classifierTwoSampleTest: ${message}`);
    });

    it('refuses samples that are no numbers, and keys that are none', async () => {
      const [fine, bad] = [tensor2d([1, 2], [2, 1]), tensor2d([1, Number.NaN], [2, 1])];
      const message = 'classifierTwoSampleTest: x is NaN at sample 1, feature 0';
      await expect(classifierTwoSampleTest(bad, fine, { key: key(0) })).rejects.toThrow(message);
      await expect(classifierTwoSampleTest(fine, fine, { key: 1 as unknown as Key })).rejects.toThrow(TypeError);
    });
  });
});

describe('chanceOfAsManyHits', () => {
  it.each(golden.fisher)("is SciPy's for $rightly of $takenForX from $ofX and $ofY", async ({ pValue, ...outcome }) => {
    // Logarithms of factorials of a thousand are about 6,000: of those, float64 has 12 digits behind the point.
    await expectAllClose([chanceOfAsManyHits(outcome)], [pValue], { relative: 1e-10, absolute: 0 });
  });
});
