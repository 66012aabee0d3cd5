import { key, normal } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend, testTrainable } from '@latentkit/testing';
import { tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { diagonal, full, gaussian, SingularCovarianceError, spherical, tied } from './index.ts';

testTrainable(
  'gaussian',
  (seed) => gaussian({ shape: [2], covariance: diagonal, initial: { means: [seed, 0], covariances: [1, 2] } }),
  (index) => normal(key(index), [4, 2]),
);

const data = () =>
  tensor2d([
    [1, 2],
    [3, 3],
    [2, 7],
    [6, 4],
  ]);
// Σ (x − μ)(x − μ)ᵀ / 4 by hand: μ = (3, 4), with the floor of 1e-6 added.
const [xx, xy, yy] = [3.5 + 1e-6, 0.25, 3.5 + 1e-6];

onEveryBackend(() => {
  it.each([
    { covariance: full, expected: [xx, xy, xy, yy] },
    { covariance: tied, expected: [xx, xy, xy, yy] },
    { covariance: diagonal, expected: [xx, yy] },
    { covariance: spherical, expected: [(xx + yy) / 2] },
  ])('takes over mean and covariance: $covariance.name', async ({ covariance, expected }) => {
    const model = gaussian({ shape: [2], covariance });
    await model.fit(data());
    const { weights, means, covariances } = model.parameters();
    await expectAllClose(weights, [1]);
    await expectAllClose(means, [3, 4]);
    await expectAllClose(covariances, expected);
    model.dispose();
  });

  it('begins as N(0, I), or as it is told', async () => {
    const model = gaussian({ shape: [2] });
    await expectAllClose(model.logProb(zeros([1, 2])), [-Math.log(2 * Math.PI)]);
    const known = gaussian({ shape: [1], initial: { means: [1], covariances: [4] } });
    await expectAllClose(known.logProb(tensor2d([[3]])), [-0.5 - Math.log(2) - 0.5 * Math.log(2 * Math.PI)]);
    expect(known.parameterCount).toBe(2);
    model.dispose();
    known.dispose();
  });

  it('leaves nothing behind', async () => {
    const model = gaussian({ shape: [2] });
    const points = data();
    await expectNoLeak(() => model.fit(points), 2);
    model.dispose();
  });

  it('refuses points that do not vary without a floor, and says so by its own name', async () => {
    const model = gaussian({ shape: [2], floor: 0 });
    await expect(
      model.fit(
        tensor2d([
          [1, 2],
          [1, 3],
        ]),
      ),
    ).rejects.toThrow(SingularCovarianceError);
    await expect(
      model.fit(
        tensor2d([
          [1, 2],
          [1, 3],
        ]),
      ),
    ).rejects.toThrow('gaussian.fit: the full covariance of component 0');
    await expect(model.fit(tensor2d([[1, Number.NaN]]))).rejects.toThrow('gaussian.fit: data has NaN in example 0');
    expect(() => gaussian({ shape: [2], floor: Number.NaN })).toThrow('gaussian: floor is NaN');
    model.dispose();
  });
});
