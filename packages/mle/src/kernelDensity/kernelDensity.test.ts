import { StateMismatchError } from '@latentkit/nn';
import { key, normal } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { clone, dispose, scalar, type Tensor2D, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { diagonal, heldOut, type KernelDensity, kernelDensity, SingularCovarianceError, spherical } from '../index.ts';

const rows = [
  [0, 1],
  [1, 3],
  [2, -1],
  [4, 0],
  [3, 3],
];
const data = () => tensor2d(rows);

async function fitted(options = {}): Promise<KernelDensity> {
  const model = kernelDensity({ shape: [2], bandwidth: 0.5, ...options });
  await model.fit(data());
  return model;
}

/** The formula once more: a Gaussian with independent features on each point. */
function reference(points: number[][], x: number[], variances: number[]): number {
  const sum = points.reduce((total, point) => {
    const log = point.map((p, j) => -0.5 * ((x[j]! - p) ** 2 / variances[j]! + Math.log(2 * Math.PI * variances[j]!)));
    return total + Math.exp(log.reduce((a, b) => a + b));
  }, 0);
  return Math.log(sum / points.length);
}

onEveryBackend(() => {
  it.each([
    ['diagonal', diagonal, [2.5, 3.2]],
    ['spherical', spherical, [2.85, 2.85]],
  ] as const)('with %s covariance stands a Gaussian on every point', async (_, covariance, variances) => {
    const model = await fitted({ covariance });
    const queries = [
      [0, 0],
      [2, 2],
      [9, -9],
    ];
    // Of the points, divided by 4; of the kernel, with half their spread.
    const kernel = variances.map((variance) => variance / 4);
    const expected = queries.map((x) => reference(rows, x, kernel));
    await expectAllClose(model.logProb(tensor2d(queries)), expected, { relative: 1e-5 });
    model.dispose();
  });

  it('is the same by differences and multiplied out, above 16 features', async () => {
    const points = normal(key(1), [20, 17]) as Tensor2D;
    const queries = normal(key(2), [5, 17]) as Tensor2D;
    const model = kernelDensity({ shape: [17], bandwidth: 0.7, covariance: spherical });
    await model.fit(points);
    const [p, q] = [await points.array(), await queries.array()];
    const centre = p[0]!.map((_, j) => p.reduce((sum, row) => sum + row[j]!, 0) / 20);
    const variance = p.reduce((s, row) => s + row.reduce((t, x, j) => t + (x - centre[j]!) ** 2, 0), 0) / 19 / 17;
    const expected = q.map((x) => reference(p, x, Array(17).fill(0.49 * variance)));
    // The documented 1e-7 d / h², a few times over.
    await expectAllClose(model.logProb(queries), expected, { relative: 0, absolute: 2e-5 });
    model.dispose();
  });

  it('carries its points over with its state, however many the other had', async () => {
    const [one, other] = [await fitted(), kernelDensity({ shape: [2] })];
    await other.fit(normal(key(1), [9, 2]));
    other.restore(one.state());
    const x = normal(key(2), [4, 2]);
    await expectAllClose(other.logProb(x), one.logProb(x), { relative: 1e-6 });
    await expectAllClose(other.sample(3, key(1)), one.sample(3, key(1)), { relative: 1e-6 });
    expect(await other.bandwidth()).toBe(0.5);
    one.dispose();
    expect(other.logProb(x).shape).toEqual([4]);
    other.dispose();
  });

  it('leaves nothing behind but what it returns', async () => {
    const points = data();
    await expectNoLeak(async () => {
      const model = kernelDensity({ shape: [2], bandwidth: heldOut({ key: key(1), grid: [0.5, 1] }) });
      await model.fit(points);
      await model.fit(points);
      model.restore(model.state());
      await model.score(points);
      dispose([model.logProb(points), model.sample(3, key(1))]);
      model.dispose();
    }, 2);
  });

  describe('refuses', () => {
    it.each<[string, () => unknown, string]>([
      ['a bandwidth of 0', () => kernelDensity({ shape: [2], bandwidth: 0 }), 'kernelDensity: bandwidth is 0 but'],
      ['a rule that gives 0', () => fitted({ bandwidth: () => 0 }), 'kernelDensity.fit: bandwidth is 0 but'],
      ['a bandwidth of 0 in a grid', () => heldOut({ key: key(1), grid: [1, 0] }), 'heldOut: grid is 0 but'],
      ['an empty grid', () => heldOut({ key: key(1), grid: [] }), 'heldOut: grid is empty'],
      ['a single fold', () => heldOut({ key: key(1), folds: 1 }), 'heldOut: folds is 1'],
      [
        'fewer points than folds',
        () => fitted({ bandwidth: heldOut({ key: key(1), folds: 6 }) }),
        'heldOut: there are 5 points',
      ],
      [
        'a single point',
        () => kernelDensity({ shape: [1] }).fit(zeros([1, 1])),
        'fit: data has 1 examples but at least 2',
      ],
      ['NaN', () => kernelDensity({ shape: [1] }).fit(tensor2d([[1], [Number.NaN]])), 'data has NaN in example 1'],
      [
        'points of another size',
        async () => (await fitted()).logProb(zeros([2, 3])),
        'points has shape [2,3] but [batch,2]',
      ],
      ['no samples', async () => (await fitted()).sample(0, key(1)), 'kernelDensity.sample: count is 0'],
      [
        'to say what it has no points for',
        () => kernelDensity({ shape: [1] }).logProb(zeros([1, 1])),
        'call fit or restore',
      ],
    ])('%s', async (_, attempt, message) => {
      await expect((async () => attempt())()).rejects.toThrow(message);
    });

    it('points that do not vary, unless there is a floor', async () => {
      const same = zeros([4, 2]);
      await expect(kernelDensity({ shape: [2] }).fit(same)).rejects.toThrow(SingularCovarianceError);
      const model = kernelDensity({ shape: [2], floor: 1, bandwidth: 1 });
      await model.fit(same);
      await expectAllClose(model.logProb(zeros([1, 2])), [-Math.log(2 * Math.PI)]);
      model.dispose();
    });

    it('a state of something else, and stays as it was', async () => {
      const model = await fitted();
      const state = model.state();
      const { points, ...rest } = state.tensors;
      const wrong: [object, string][] = [
        [{ kind: 'vae' }, 'the state is of a vae but of a kernelDensity was expected'],
        [{ tensors: rest }, 'the state has no tensor points'],
        [{ tensors: { ...state.tensors, more: scalar(1) } }, 'the state has a tensor more'],
        [{ tensors: { ...state.tensors, points: zeros([5, 3]) } }, 'points has shape [5,3]'],
        [{ tensors: { ...state.tensors, points: zeros([5, 2], 'int32') } }, 'int32'],
        [{ counters: { step: 1 } }, 'the state has a counter step'],
      ];
      for (const [change, message] of wrong) {
        expect(() => model.restore({ ...state, ...change })).toThrow(StateMismatchError);
        expect(() => model.restore({ ...state, ...change })).toThrow(message);
      }
      expect(clone(points!).shape).toEqual([5, 2]);
      model.dispose();
    });
  });
});
