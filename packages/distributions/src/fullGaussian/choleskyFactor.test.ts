import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { tensor3d, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { choleskyFactor } from './choleskyFactor.ts';
import { SingularCovarianceError } from './SingularCovarianceError.ts';

const square = (...values: number[]) => tensor3d(values, [1, Math.sqrt(values.length), Math.sqrt(values.length)]);

onEveryBackend(() => {
  it('factors every matrix of a batch', async () => {
    const factor = await choleskyFactor(
      tensor3d([
        [
          [4, 2],
          [2, 10],
        ],
        [
          [1e-8, 0],
          [0, 1e8],
        ],
      ]),
    );
    await expectAllClose(factor, [2, 0, 1, 3, 1e-4, 0, 0, 1e4], { relative: 1e-7, absolute: 0 });
  });

  it.each([
    ['of rank 1', [1, 2, 2, 4], 'dimension 1 has variance 0 of its 4'],
    ['of rank 1 but for rounding', [0.1, 0.3, 0.3, 0.9], 'dimension 1 has variance'],
    ['without variance', [0, 0, 0, 1], 'dimension 0 has variance 0 of its 0'],
    ['with a negative one', [1, 0, 0, -1], 'dimension 1 has variance -1 of its -1'],
    ['that is indefinite', [1, 2, 2, 1], 'dimension 1 has variance -3 of its 1'],
    ['of copied dimensions', [2, 1, 2, 1, 3, 1, 2, 1, 2], 'dimension 2 has variance'],
  ])('refuses a covariance %s', async (_, values, message) => {
    const factor = choleskyFactor(square(...values));
    await expect(factor).rejects.toThrow(SingularCovarianceError);
    await expect(factor).rejects.toThrow(
      `choleskyFactor: covariance[0] is not positive definite: given those before it, ${message}`,
    );
  });

  it.each([
    ['NaN', [1, 0, Number.NaN, 1], 'covariance[0][1][0] is NaN but a finite number was expected.'],
    [
      'infinity',
      [1, 0, 0, Number.POSITIVE_INFINITY],
      'covariance[0][1][1] is Infinity but a finite number was expected.',
    ],
    ['an infinite mirror image', [1, Number.NEGATIVE_INFINITY, 0, 1], 'covariance[0][0][1] is -Infinity but'],
    ['what is not symmetric', [1, 0.5, 0.25, 1], 'covariance[0][0][1] is 0.5 but 0.25, as [1][0] is, was expected.'],
  ])('refuses %s', async (_, values, message) => {
    const factor = choleskyFactor(square(...values));
    await expect(factor).rejects.toThrow(RangeError);
    await expect(factor).rejects.toThrow(`choleskyFactor: ${message}`);
  });

  it('refuses another shape', async () => {
    for (const shape of [[2, 2], [1, 2, 3], [], [1, 1, 2, 2]]) {
      await expect(choleskyFactor(zeros(shape))).rejects.toThrow('but [batch,d,d] was expected.');
    }
  });

  it('leaves nothing behind but its result', async () => {
    const covariance = square(4, 2, 2, 10);
    await expectNoLeak(async () => (await choleskyFactor(covariance)).dispose());
  });
});
