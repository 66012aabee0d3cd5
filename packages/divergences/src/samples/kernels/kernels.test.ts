import { key } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { inverseMultiquadric } from './inverseMultiquadric.ts';
import { medianHeuristic } from './medianHeuristic.ts';
import { polynomial } from './polynomial.ts';
import { rationalQuadratic } from './rationalQuadratic.ts';
import { rbf } from './rbf.ts';

describe('what kernels refuse', () => {
  it.each([
    [() => rbf({ bandwidths: [] }), 'rbf: bandwidths is [] but one number at least was expected.'],
    [() => rbf({ bandwidths: [1, 0] }), 'rbf: bandwidths[1] is 0 but a finite number above 0 was expected.'],
    [() => rbf({ bandwidths: [Number.NaN] }), 'rbf: bandwidths[0] is NaN but a finite number above 0 was expected.'],
    [
      () => rationalQuadratic({ alphas: [-1] }),
      'rationalQuadratic: alphas[0] is -1 but a finite number above 0 was expected.',
    ],
    [
      () => rationalQuadratic({ lengthScales: [0] }),
      'rationalQuadratic: lengthScales[0] is 0 but a finite number above 0 was expected.',
    ],
    [
      () => inverseMultiquadric({ scale: 0 }),
      'inverseMultiquadric: scale is 0 but a finite number above 0 was expected.',
    ],
    [() => polynomial({ degree: 0 }), 'polynomial: degree is 0 but an integer of at least 1 was expected.'],
    [() => polynomial({ gamma: 0 }), 'polynomial: gamma is 0 but a finite number above 0 was expected.'],
    [() => polynomial({ offset: -1 }), 'polynomial: offset is -1 but a finite number of at least 0 was expected.'],
  ])('%s', (make, message) => {
    expect(make).toThrow(new RangeError(message));
  });

  it('a bandwidth that is no array', () => {
    expect(() => rbf({ bandwidths: 1 as never })).toThrow(TypeError);
  });
});

onEveryBackend(() => {
  it('rationalQuadratic is the mean over every α with every length scale', async () => {
    const kernel = rationalQuadratic({ alphas: [1, 2], lengthScales: [1, 3] });
    // At the squared distance 4: (1 + 4 / 2αℓ²)^−α.
    const each = [1, 2].flatMap((alpha) => [1, 3].map((scale) => (1 + 2 / (alpha * scale ** 2)) ** -alpha));
    await expectAllClose(kernel.of(zeros([1, 2]), tensor2d([[2, 0]])), [each.reduce((sum, k) => sum + k, 0) / 4]);
  });

  describe('medianHeuristic', () => {
    it('is a middle distance, or the mean of the two in the middle', async () => {
      await expectAllClose([await medianHeuristic(tensor2d([[0], [1]]), tensor2d([[3]]))], [2]);
      // Of 0, 1, 3 and 10: 1, 2, 3, 7, 9, 10.
      await expectAllClose([await medianHeuristic(tensor2d([[0], [1]]), tensor2d([[3], [10]]))], [5]);
    });

    it('takes some of many by a key', async () => {
      const line = tensor2d(Array.from({ length: 500 }, (_, i) => [i / 500]));
      const some = await medianHeuristic(line, line, { key: key(1), most: 200 });
      expect(await medianHeuristic(line, line, { key: key(1), most: 200 })).toBe(some);
      expect(await medianHeuristic(line, line, { key: key(2), most: 200 })).not.toBe(some);
      // The median of |u − v| for uniform u and v is 1 − √½, give or take √(1/200).
      expect(Math.abs(some - (1 - Math.SQRT1_2))).toBeLessThan(0.07);
      await expect(medianHeuristic(line, line, { most: 200 })).rejects.toThrow(
        new RangeError('medianHeuristic: 1000 samples came but no key to draw 200 of them with was given.'),
      );
    });

    it('refuses a bandwidth of 0, and samples that are not finite', async () => {
      await expect(medianHeuristic(zeros([3, 2]), zeros([2, 2]))).rejects.toThrow(
        new RangeError('medianHeuristic: the median distance is 0 but a bandwidth above 0 was expected.'),
      );
      await expect(medianHeuristic(zeros([2, 1]), tensor2d([[Number.NaN]]))).rejects.toThrow(RangeError);
    });
  });
});
