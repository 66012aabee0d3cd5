import { key, normal } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend, testTrainable } from '@latentkit/testing';
import { dispose, ones, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { diagonal, full, type GaussianMixture, gaussianMixture, SingularCovarianceError, spherical } from './index.ts';

const mixtureOf =
  (covariance = full) =>
  (seed: number) =>
    gaussianMixture({ shape: [2], components: 3, covariance, seed });

testTrainable('gaussianMixture, full', mixtureOf(full), (index) => normal(key(index), [6, 2]));
testTrainable('gaussianMixture, diagonal', mixtureOf(diagonal), (index) => normal(key(index), [6, 2]));

onEveryBackend(() => {
  it('works on pictures, by their shape', () => {
    const model = gaussianMixture({ shape: [2, 2, 1], components: 2, covariance: diagonal, seed: 1 });
    model.step(zeros([3, 2, 2, 1]));
    expect(model.logProb(zeros([3, 2, 2, 1])).shape).toEqual([3]);
    expect(model.sample(5, key(1)).shape).toEqual([5, 2, 2, 1]);
    const { weights, means, covariances } = model.parameters();
    expect([weights.shape, means.shape, covariances.shape]).toEqual([[2], [2, 2, 2, 1], [2, 4]]);
    expect(model.parameterCount).toBe(1 + 8 + 8);
    model.dispose();
  });

  it('carries its fit over with its state', async () => {
    const [one, other] = [mixtureOf()(1), mixtureOf()(2)];
    const data = normal(key(3), [30, 2]);
    await one.fit(data);
    other.restore(one.state());
    await expectAllClose(other.logProb(data), one.logProb(data), { relative: 1e-6 });
    await expectAllClose(other.sample(4, key(1)), one.sample(4, key(1)), { relative: 1e-6 });
    one.dispose();
    other.dispose();
  });

  it('leaves nothing behind but what it returns', async () => {
    const model = mixtureOf()(1);
    const data = normal(key(1), [20, 2]);
    await expectNoLeak(async () => {
      await model.fit(data, { starts: 2, iterations: 2 });
      await model.score(data);
      await model.aic(data);
      await model.bic(data);
      const { weights, means, covariances } = model.parameters();
      dispose([model.logProb(data), model.sample(4, key(1)), weights, means, covariances]);
    }, 2);
    model.dispose();
  });

  describe('refuses', () => {
    const data = () => normal(key(1), [20, 2]);
    it.each<[string, (model: GaussianMixture) => unknown, string]>([
      [
        'points of another size',
        (model) => model.logProb(zeros([4, 3])),
        'logProb: points has shape [4,3] but [batch,2]',
      ],
      ['no samples', (model) => model.sample(0, key(1)), 'gaussianMixture.sample: count is 0'],
      [
        'data of another size',
        (model) => model.fit(zeros([4, 3])),
        'fit: data has shape [4,3] but [batch,2] was expected',
      ],
      [
        'fewer points than components',
        (model) => model.fit(ones([2, 2])),
        'data has 2 examples but at least 3 were expected',
      ],
      [
        'NaN',
        (model) =>
          model.fit(
            tensor2d([
              [0, 1],
              [2, 3],
              [Number.NaN, 1],
            ]),
          ),
        'fit: data has NaN in example 2 but finite',
      ],
      [
        'infinite data',
        (model) => model.score(tensor2d([[0, Number.POSITIVE_INFINITY]])),
        'score: data has Infinity in example 0',
      ],
      ['no data', (model) => model.bic(zeros([0, 2])), 'gaussianMixture.bic: data has 0 examples but at least 1'],
      ['no starts', (model) => model.fit(data(), { starts: 0 }), 'gaussianMixture.fit: starts is 0'],
      ['a broken number of iterations', (model) => model.fit(data(), { iterations: 0.5 }), 'fit: iterations is 0.5'],
      ['a negative tolerance', (model) => model.fit(data(), { tolerance: -1 }), 'fit: tolerance is -1'],
      [
        'no components',
        () => gaussianMixture({ shape: [2], components: 0, seed: 1 }),
        'gaussianMixture: components is 0',
      ],
      ['a shape of 0', () => gaussianMixture({ shape: [0], components: 1, seed: 1 }), 'gaussianMixture: shape is [0]'],
      ['a negative floor', () => gaussianMixture({ shape: [2], components: 1, seed: 1, floor: -1 }), 'floor is -1'],
    ])('%s', async (_, attempt, message) => {
      const model = mixtureOf()(1);
      await expect((async () => attempt(model))()).rejects.toThrow(message);
      model.dispose();
    });

    it.each<[string, object, string]>([
      ['weights that do not add up', { weights: [0.5, 0.6] }, 'initial.weights have the sum 1.1 but 1 was expected'],
      ['a weight of 0', { weights: [0, 1] }, 'gaussianMixture: initial.weights is 0'],
      ['too few means', { means: [[1]] }, 'initial.means has 1 numbers but 2, all finite, were expected'],
      ['a mean of NaN', { means: [[1], [Number.NaN]] }, 'initial.means has 2 numbers but 2, all finite'],
      [
        'a variance below the floor',
        { covariances: [1, 1e-9] },
        'a variance of 1e-9 but at least floor, 0.000001, was',
      ],
      ['a variance of 0', { covariances: [1, 0] }, 'initial.covariances has no inverse, or is none, at 1'],
    ])('as a beginning %s', (_, wrong, message) => {
      const initial = { means: [[1], [2]], covariances: [1, 1], ...wrong };
      expect(() => gaussianMixture({ shape: [1], components: 2, covariance: spherical, seed: 1, initial })).toThrow(
        message,
      );
    });

    it('a covariance that is none', () => {
      const initial = {
        means: [[0, 0]],
        covariances: [
          [
            [1, 2],
            [2, 1],
          ],
        ],
      };
      expect(() => gaussianMixture({ shape: [2], components: 1, seed: 1, initial })).toThrow(SingularCovarianceError);
    });
  });
});
