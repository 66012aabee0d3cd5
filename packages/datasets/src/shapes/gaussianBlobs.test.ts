import { expectAllClose } from '@latentkit/testing';
import { describe, expect, test } from 'vitest';
import { gaussianBlobs } from './gaussianBlobs.ts';
import { grid } from './grid.ts';
import golden from './mixtureGolden.json' with { type: 'json' };
import { ring } from './ring.ts';

test.each(golden.map((entry) => [entry.means.length, entry] as const))(
  'logProb of %i components is that of SciPy',
  async (_, { means, covariances, weights, points, logProb }) => {
    const mixture = gaussianBlobs({ means, covariances, weights, count: 1 });
    await expectAllClose(mixture.logProb(points), logProb, { relative: 1e-12, absolute: 1e-12 });
    await expectAllClose(mixture.logProb(points.flat()), logProb, { relative: 1e-12, absolute: 1e-12 });
  },
);

describe.each([
  ['ring', ring({ count: 10_000, seed: 1, standardDeviation: 0.15 })],
  ['grid', grid({ count: 10_000, seed: 1, standardDeviation: 0.15 })],
] as const)('%s', (_, data) => {
  test('the density integrates to 1', () => {
    const step = 0.04;
    const places = Array.from({ length: 200 }, (_, i) => (i - 99.5) * step);
    const plane = places.flatMap((x) => places.map((y) => [x, y]));
    const total = data.logProb(plane).reduce((sum, log) => sum + Math.exp(log), 0) * step * step;
    expect(total).toBeCloseTo(1, 9);
  });

  test('the points are drawn from it: their mean log density is its negative entropy', () => {
    const points = Array.from({ length: data.length }, (_, i) => data.at(i).data);
    const found = data.logProb(points).reduce((sum, log) => sum + log, 0) / points.length;
    // Far apart modes: entropy = log(number of modes) + 1 + log(2π σ²).
    const expected = -(Math.log(data.means.length) + 1 + Math.log(2 * Math.PI * 0.15 ** 2));
    expect(Math.abs(found - expected)).toBeLessThan(0.05);
  });
});

test('components are drawn by weight, with the covariances asked for', () => {
  const covariance = [
    [2, -0.6],
    [-0.6, 0.5],
  ];
  const data = gaussianBlobs({
    means: [
      [0, 0],
      [50, 50],
    ],
    covariances: [covariance, covariance],
    weights: [3, 1],
    count: 40_000,
    seed: 5,
    labels: true,
  });
  const of = Array.from({ length: data.length }, (_, i) => data.at(i));
  const first = of.filter(({ label }) => label === 0).map(({ data }) => data);
  expect(first.length / data.length).toBeCloseTo(0.75, 2);
  const moment = (i: number, j: number) => first.reduce((sum, x) => sum + x[i]! * x[j]!, 0) / first.length;
  expect(moment(0, 0)).toBeCloseTo(2, 1);
  expect(moment(0, 1)).toBeCloseTo(-0.6, 1);
  expect(moment(1, 1)).toBeCloseTo(0.5, 1);
  expect(of.filter(({ data, label }) => data[0]! > 25 !== (label === 1))).toEqual([]);
});

describe('bad arguments', () => {
  const means = [
    [0, 0],
    [1, 1],
  ];
  const unit = [
    [1, 0],
    [0, 1],
  ];
  test.each<[string, () => unknown]>([
    ['gaussianBlobs: means is []', () => gaussianBlobs({ means: [] })],
    ['gaussianBlobs: means is [[0,0],[1]]', () => gaussianBlobs({ means: [[0, 0], [1]] })],
    ['gaussianBlobs: means is [[NaN,0]]', () => gaussianBlobs({ means: [[Number.NaN, 0]] })],
    ['weights has 1 entries but there are 2 means', () => gaussianBlobs({ means, weights: [1] })],
    ['weights[1] is 0', () => gaussianBlobs({ means, weights: [1, 0] })],
    ['standardDeviations[0] is -1', () => gaussianBlobs({ means, standardDeviations: [-1, 1] })],
    ['standardDeviations is 0', () => gaussianBlobs({ means, standardDeviations: 0 })],
    ['standardDeviations has 1 entries', () => gaussianBlobs({ means, standardDeviations: [1] })],
    ['covariances has 1 entries', () => gaussianBlobs({ means, covariances: [unit] })],
    [
      'covariances[1] is [[1,2],[3,4]] but a symmetric',
      () =>
        gaussianBlobs({
          means,
          covariances: [
            unit,
            [
              [1, 2],
              [3, 4],
            ],
          ],
        }),
    ],
    [
      'covariances[1] is [[1,2],[2,1]], which is not positive',
      () =>
        gaussianBlobs({
          means,
          covariances: [
            unit,
            [
              [1, 2],
              [2, 1],
            ],
          ],
        }),
    ],
    ['both given', () => gaussianBlobs({ means, covariances: [unit, unit], standardDeviations: 1 })],
    ['dataset.logProb: points is [[0]] but points of 2', () => gaussianBlobs({ means, count: 1 }).logProb([[0]])],
    ['dataset.logProb: points is [1,2,3] but', () => gaussianBlobs({ means, count: 1 }).logProb([1, 2, 3])],
    [
      'dataset.logProb: points[1] is null but a number',
      () => gaussianBlobs({ means, count: 1 }).logProb([0, null] as never),
    ],
    ["points[0][1] is '0' but a number", () => gaussianBlobs({ means, count: 1 }).logProb([[0, '0']] as never)],
    ['weights[1] is undefined but a number', () => gaussianBlobs({ means, weights: new Array(2).fill(1, 0, 1) })],
    ['means is [[0,undefined]] but', () => gaussianBlobs({ means: [new Array(2).fill(0, 0, 1)] })],
    [
      'covariances[0] is [["1",0],[0,1]]',
      () =>
        gaussianBlobs({
          means: [[0, 0]],
          covariances: [
            [
              ['1', 0],
              [0, 1],
            ],
          ] as never,
        }),
    ],
    ['ring: seed is -1', () => ring({ seed: -1 })],
    ['ring: modes is 0', () => ring({ modes: 0 })],
    ['grid: spacing is -1', () => grid({ spacing: -1 })],
  ])('%s', (message, act) => {
    expect(act).toThrow(message);
  });
});
