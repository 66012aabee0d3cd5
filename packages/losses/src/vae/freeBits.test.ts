import { diagonalGaussian, kl, standardNormal } from '@latentkit/distributions';
import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { fc } from '@latentkit/testing/properties';
import { grad, reshape, sum, type Tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { freeBits } from './freeBits.ts';

const gaussianKl = (mean: Tensor, logVariance: Tensor) =>
  kl(diagonalGaussian({ mean, logVariance }), standardNormal(mean.shape));

/** Columns of [batch, groups], row by row: Kingma et al. 2016, equation (15). */
const reference = (kl: ArrayLike<number>, groups: number, minimum: number) => {
  const batch = kl.length / groups;
  let total = 0;
  for (let group = 0; group < groups; group++) {
    let average = 0;
    for (let i = 0; i < batch; i++) average += kl[i * groups + group]! / batch;
    total += Math.max(minimum, average);
  }
  return total;
};

onEveryBackend(() => {
  it('has the value and gradients of its formula', async () => {
    const values = [0.1, 2, 0.9, 0, 4, 0.2, 1.5, 0.3, 0.7];
    for (const minimum of [0, 0.5, 10]) {
      await expectGradients({
        value: (kl) => freeBits(kl!, minimum),
        reference: (kl) => reference(kl!, 3, minimum),
        inputs: [{ shape: [3, 3], values }],
      });
    }
  });

  it('has gradient 0 at the minimum and below, 1/batch above, though an example is on the other side', async () => {
    const kl = tensor2d([
      [0.25, 9, 0.75],
      [0.25, 0, 0.25],
    ]);
    await expectAllClose(grad((x: Tensor) => freeBits(x, 0.5))(kl), [0, 0.5, 0, 0, 0.5, 0], { absolute: 0 });
  });

  it('leaves the KL as it is for a minimum of 0, and never below the floor', async () => {
    const some = fc.array(
      fc.integer({ min: 0, max: 400 }).map((x) => x / 100),
      { minLength: 6, maxLength: 6 },
    );
    for (const values of fc.sample(some, { numRuns: 20, seed: 2 })) {
      const kl = tensor2d(values, [2, 3]);
      const [free, floored] = [await freeBits(kl, 0).data(), await freeBits(kl, 1).data()];
      await expectAllClose(free, [values.reduce((a, b) => a + b) / 2]);
      expect(floored[0]).toBeGreaterThanOrEqual(Math.max(3, free[0]!) - 1e-5);
    }
  });

  it('takes the KL of each dimension as its documentation says', async () => {
    const [mean, logVariance] = [
      tensor2d([
        [1, 0.1],
        [2, 0],
      ]),
      tensor2d([
        [0, 0.2],
        [0, 0],
      ]),
    ];
    const kl = reshape(gaussianKl(reshape(mean, [-1, 1]), reshape(logVariance, [-1, 1])), [2, -1]);
    await expectAllClose(sum(kl, 1), gaussianKl(mean, logVariance));
    await expectAllClose(freeBits(kl, 0.5), [1.25 + 0.5]);
  });

  it('hides no NaN', async () => {
    expect((await freeBits(tensor2d([[Number.NaN, 1]]), 2).data())[0]).toBeNaN();
  });

  it('leaks nothing', async () => {
    const kl = tensor2d([[1, 2, 3]]);
    await expectNoLeak(() => {
      freeBits(kl, 1).dispose();
      grad((x: Tensor) => freeBits(x, 1))(kl).dispose();
    });
  });
});

it.each([
  [() => freeBits(zeros([2, 3]), -1), RangeError, 'freeBits: minimum is -1'],
  [() => freeBits(zeros([2, 3]), Number.NaN), RangeError, 'freeBits: minimum is NaN'],
  [() => freeBits(zeros([2, 3]), '1' as never), TypeError, "freeBits: minimum is '1'"],
  [() => freeBits(zeros([2]), 1), RangeError, 'freeBits: kl has shape [2] but [batch,groups] was expected.'],
] as const)('checks its arguments: %s', (call, type, message) => {
  expect(call).toThrow(type);
  expect(call).toThrow(message);
});
